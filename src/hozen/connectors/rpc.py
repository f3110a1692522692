"""JSON-RPC to a node: single calls and batches, at a steady pace, tried again only where that is safe."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field
from itertools import count

from hozen.connectors.answers import answer_of, answers_of, outcome
from hozen.connectors.errors import NodeAnswered, NodeAnswerUnreadable, NodeUnreachable
from hozen.connectors.http import Http, Lost, Reply, TooLarge, shown
from hozen.connectors.json_text import read_json
from hozen.connectors.pace import LONGEST, Clock, Pace, Sleep, backoff
from hozen.connectors.secret import Secret

Call = tuple[str, Sequence[object]]
MOST_BYTES = 256 << 20  # of one answer
_AGAIN = {429, 502, 503, 504}
_BUSY = b"work queue depth exceeded"  # bitcoind says so with 500 or 503, by its version
_DENIED = {401: "the user or password is not accepted", 403: "this machine or secret is not let in"}


@dataclass(slots=True)
class Rpc:
    """JSON-RPC接続: one node. All calls are reads, so a call whose answer was lost may be made again.

    per_second: calls, each of a batch counted. tries: of one request. timeout: seconds for one request with its answer.
    A number with a fraction comes as Decimal, never as float.
    """

    url: str = field(repr=False)
    _: KW_ONLY
    secret: Secret | None = field(default=None, repr=False)
    per_second: int
    tries: int
    timeout: int
    most_bytes: int = MOST_BYTES
    clock: Clock = field(default=time.monotonic, repr=False)
    sleep: Sleep = field(default=time.sleep, repr=False)
    where: str = field(init=False)
    _http: Http = field(init=False, repr=False)
    _pace: Pace = field(init=False, repr=False)
    _ids: count[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.where = shown(self.url)
        self._http = Http(self.url, self.secret, self.most_bytes, self.clock)
        self._pace = Pace(self.per_second, self.clock, self.sleep)
        self._ids = count(1)

    def call(
        self, method: str, *params: object, timeout: int | None = None, tries: int | None = None
    ) -> object:
        """The result of one call; `timeout` and `tries` where they are others than the node's own.

        Raises NodeUnreachable, NodeAnswered (an error of the node's) and NodeAnswerUnreadable.
        """
        number, where = next(self._ids), f"{self.where}, {method}"
        request = _request(number, method, params)
        found = self._exchange(request, where, 1, timeout or self.timeout, tries or self.tries)
        result = outcome(answer_of(found, number, where), where)
        return self._raised(result)

    def batch(self, calls: Sequence[Call], *, timeout: int | None = None) -> list[object]:
        """The results in the order of the calls, which go out as one request. Raises as `call`, for the first error."""
        return [self._raised(one) for one in self.outcomes(calls, timeout=timeout)]

    def outcomes(self, calls: Sequence[Call], *, timeout: int | None = None) -> list[object]:
        """As `batch`, but an error of a single call stands in its place as a NodeAnswered and is not raised."""
        if not calls:
            return []
        requests = {next(self._ids): one for one in calls}
        where = f"{self.where}, {len(calls)} calls of {', '.join(sorted({one[0] for one in calls}))}"
        body = [_request(number, *one) for number, one in requests.items()]
        found = self._exchange(body, where, len(calls), timeout or self.timeout, self.tries)
        answers = answers_of(found, list(requests), where)
        return [
            outcome(answers[number], f"{self.where}, {method}") for number, (method, _) in requests.items()
        ]

    def _raised(self, result: object) -> object:
        if isinstance(result, NodeAnswered):
            raise result
        return result

    def _exchange(self, request: object, where: str, calls: int, timeout: int, tries: int) -> object:
        """The JSON that came back, after as many tries as it took."""
        body = json.dumps(request, allow_nan=False).encode()
        for attempt in range(1, tries + 1):
            self._pace.take(calls)
            reply = self._sent(body, where, timeout)
            if isinstance(reply, Reply) and not _again(reply):
                return self._read(reply, where)
            wait = self._wait(reply, attempt)
            if attempt == tries or wait > LONGEST:
                raise self._unreachable(reply, where, attempt)
            self.sleep(wait)
        raise AssertionError("a node was to be asked less than once")

    def _sent(self, body: bytes, where: str, timeout: int) -> Reply | str:
        """The reply, or how the connection failed."""
        try:
            return self._http.post(body, timeout)
        except Lost as lost:
            return str(lost)
        except TooLarge as error:
            raise NodeAnswerUnreadable(
                "the answer is too large", where=where, expected=f"at most {self.most_bytes:,} bytes"
            ) from error

    def _wait(self, reply: Reply | str, attempt: int) -> int:
        asked = reply.after if isinstance(reply, Reply) else None
        return backoff(attempt) if asked is None else max(asked, 1)

    def _unreachable(self, reply: Reply | str, where: str, attempts: int) -> NodeUnreachable:
        found = reply if isinstance(reply, str) else f"HTTP {reply.status}"
        if isinstance(reply, Reply) and reply.after is not None:
            found += f", asks to wait {reply.after} seconds"
        return NodeUnreachable(
            "the node does not answer",
            where=where,
            found=f"{found} (tries: {attempts})",
            try_next="see that the node runs; a new run goes on where this one stopped",
        )

    def _read(self, reply: Reply, where: str) -> object:
        if reply.status in _DENIED:
            raise NodeAnswered(where, reply.status, _DENIED[reply.status])
        try:
            found = read_json(self._hidden(reply.body))
        except ValueError as error:
            found_text = f"HTTP {reply.status}, {len(reply.body):,} bytes"
            raise NodeAnswerUnreadable(
                "the answer cannot be read", where=where, found=found_text, expected="one whole JSON text"
            ) from error
        return found

    def _hidden(self, body: bytes) -> bytes:
        """The answer without our secret, should the node or something before it send that back."""
        return body if self.secret is None else self.secret.hide_in(body)


def _request(number: int, method: str, params: Sequence[object]) -> dict[str, object]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": list(params)}


def _again(reply: Reply) -> bool:
    return reply.status in _AGAIN or (reply.status >= 500 and _BUSY in reply.body[:1000].lower())
