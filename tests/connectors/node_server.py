"""A JSON-RPC server in this process. It answers by the functions it is given, and misbehaves as told, one request each."""

from __future__ import annotations

import json
import re
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Method = Callable[..., object]
Fault = Callable[["Handler", Any], None]
"""What is done with one request instead of answering it."""


@dataclass
class Refusal(Exception):
    """An error of the node's own."""

    number: int
    said: str
    data: object = None


def written(answer: object) -> bytes:
    """As JSON. A Decimal stands with all its digits, as a number: Python's writer would make a float of it."""
    marked = json.dumps(answer, default=lambda one: f"NUMBER {one:f}")
    return re.sub(r'"NUMBER ([0-9.-]+)"', r"\1", marked).encode()


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body go out apart; waiting for the other side costs 40 ms each
    server: Server

    def do_POST(self) -> None:
        node = self.server.node
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        node.requests.append(request)
        node.headers.append(dict(self.headers))
        fault = node.faults.popleft() if node.faults else None
        if fault is not None:
            fault(self, request)
        else:
            self.send(written(node.answer(request)))

    def send(self, body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        """A whole answer."""
        self.head(len(body), status, headers)
        self.wfile.write(body)

    def head(self, length: int, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(length), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()

    def hang_up(self) -> None:
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """It knows its node."""

    daemon_threads = True
    node: NodeServer

    def handle_error(self, *_: object) -> None:
        pass  # a caller that goes away is what the tests are about


@dataclass
class NodeServer:
    """`methods` answer; `faults` come first, one for each request. `requests` and `headers` are what came in."""

    methods: dict[str, Method] = field(default_factory=dict)
    faults: deque[Fault | None] = field(default_factory=deque)
    requests: list[Any] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> NodeServer:
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.node = self
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def then(self, *faults: Fault | None) -> None:
        """What is done with the coming requests; None: answered as it should be."""
        self.faults.extend(faults)

    def called(self) -> list[str]:
        """The methods that were asked for, in order, those of batches too."""
        flat = [one for body in self.requests for one in (body if isinstance(body, list) else [body])]
        return [one["method"] for one in flat]

    def answer(self, request: Any) -> object:
        """The sound answer to a call or a batch."""
        return [self.one(each) for each in request] if isinstance(request, list) else self.one(request)

    def one(self, request: Any) -> dict[str, object]:
        head = {"jsonrpc": "2.0", "id": request["id"]}
        try:
            method = self.methods.get(request["method"], no_method)
            return {**head, "result": method(*request["params"])}
        except Refusal as error:
            told: dict[str, object] = {"code": error.number, "message": error.said}
            return {**head, "error": told if error.data is None else {**told, "data": error.data}}


def no_method(*_: object) -> object:
    raise Refusal(-32601, "Method not found")


def drops(handler: Handler, _: Any) -> None:
    """The connection ends without a word."""
    handler.hang_up()


def says(body: bytes | str, status: int = 200, **headers: str) -> Fault:
    """Another answer than was asked for. Header names with '_' for '-'."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, _: handler.send(body.encode() if isinstance(body, str) else body, status, named)


def cut(share: int) -> Fault:
    """A sound answer of which only one part in `share` arrives."""

    def fault(handler: Handler, request: Any) -> None:
        body = written(handler.server.node.answer(request))
        handler.head(len(body))
        handler.wfile.write(body[: len(body) // share])
        handler.hang_up()

    return fault


def drips(handler: Handler, _: Any) -> None:
    """A byte now and then, for ever."""
    handler.head(10_000_000)
    while not handler.server.node.closing.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def silent(handler: Handler, _: Any) -> None:
    """No answer until the server closes."""
    handler.server.node.closing.wait(30)
    handler.hang_up()


def turned(turn: Callable[[Any], object]) -> Fault:
    """A sound answer, changed."""

    def fault(handler: Handler, request: Any) -> None:
        handler.send(written(turn(handler.server.node.answer(request))))

    return fault
