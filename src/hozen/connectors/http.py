"""One request over HTTP and what came back: bounded in size and time, redirects not followed, nothing retried here."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from hozen.connectors.errors import LiveExtraMissing, NodeSettings
from hozen.connectors.pace import Clock
from hozen.connectors.secret import Secret

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager
    from urllib3.exceptions import HTTPError

_CHUNK = 1 << 16


class Lost(Exception):
    """接続断: the connection failed before the whole answer was there. Only a reader of answers sees it."""


class TooLarge(Exception):
    """応答過大: the answer is larger than the limit. Only a reader of answers sees it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """応答: `after` is how many seconds the node asks to be left alone, None where it does not say."""

    status: int
    body: bytes
    after: int | None


@dataclass(slots=True)
class Http:
    """HTTP接続: posts to one address over kept connections. `most` bounds an answer in bytes."""

    url: str = field(repr=False)
    secret: Secret | None = field(repr=False)
    most: int
    clock: Clock = field(repr=False)
    content: str = "application/json"
    _pool: PoolManager = field(init=False, repr=False)

    def __post_init__(self) -> None:
        checked(self.url)
        need_library()
        from urllib3 import PoolManager

        # At level DEBUG the library writes the path of each request, and a path may hold a key.
        logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)
        self._pool = PoolManager(num_pools=1, maxsize=1)

    def post(self, body: bytes, timeout: int) -> Reply:
        """Send and read all of the answer within `timeout` seconds. Raises Lost and TooLarge."""
        from urllib3.exceptions import HTTPError

        until = self.clock() + timeout
        try:
            response = self._pool.request(
                "POST",
                self.url,
                body=body,
                headers=self._headers(),
                timeout=timeout,
                retries=False,
                redirect=False,
                preload_content=False,
            )
            try:
                return Reply(response.status, self._read(response, until, timeout), _after(response))
            finally:
                response.release_conn()
        except HTTPError as error:
            raise Lost(_said(error, timeout)) from error

    def _headers(self) -> dict[str, str]:
        plain = {"Content-Type": self.content, "Accept-Encoding": "identity"}
        return plain if self.secret is None else {**plain, "Authorization": self.secret.header()}

    def _read(self, response: BaseHTTPResponse, until: float, timeout: int) -> bytes:
        read = bytearray()
        while chunk := response.read1(_CHUNK, decode_content=False):
            read += chunk
            if len(read) > self.most:
                response.close()
                raise TooLarge
            if self.clock() > until:  # a node that sends a byte now and then would hold us for ever
                response.close()
                raise Lost(_late(timeout))
        return bytes(read)


def checked(url: str) -> SplitResult:
    """The parts of a node's URL. Raises NodeSettings, without showing a password, where it cannot be used."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not url.isprintable() or " " in url:
        raise NodeSettings("not the URL of a node", expected="http://127.0.0.1:8332")
    if "@" in parts.netloc:
        raise NodeSettings(
            "a secret stands in the URL",
            where=parts.netloc.rpartition("@")[2],
            expected="a URL without user:password@",
            try_next="name an environment variable or a file with the secret",
        )
    return parts


def shown(url: str) -> str:
    """The URL as messages show it: scheme, host and port. A path may hold a key."""
    parts = checked(url)
    return f"{parts.scheme}://{parts.netloc}"


def need_library() -> None:
    """Raise LiveExtraMissing, with the command that installs it, when urllib3 is absent."""
    if find_spec("urllib3") is None:
        raise LiveExtraMissing(
            "nodes cannot be read: a library is not installed",
            found="no module urllib3",
            try_next="pip install 'hozen[live]'",
        )


def _after(response: BaseHTTPResponse) -> int | None:
    from urllib3.exceptions import InvalidHeader
    from urllib3.util import Retry

    try:
        seconds = Retry().get_retry_after(response)
    except InvalidHeader:
        return None
    return None if seconds is None else int(seconds)


def _said(error: HTTPError, timeout: int) -> str:
    """What happened, in words of ours: the library's hold the whole URL."""
    from urllib3 import exceptions

    if isinstance(error, exceptions.NameResolutionError):
        return "no such host"
    if isinstance(error, exceptions.NewConnectionError):
        return "no connection"
    if isinstance(error, exceptions.TimeoutError):
        return _late(timeout)
    if isinstance(error, exceptions.SSLError):
        return "the certificate was not accepted"
    return "the connection was lost"


def _late(timeout: int) -> str:
    return f"no answer within {timeout} seconds"
