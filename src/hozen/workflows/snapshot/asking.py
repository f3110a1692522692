"""A request sent to a time-stamp authority over HTTP (RFC 3161, section 3.4), and its reply."""

from __future__ import annotations

from time import monotonic

from hozen.connectors.errors import NodeSettings
from hozen.connectors.http import Http, Lost, Reply, TooLarge
from hozen.workflows.snapshot.errors import StampRefused
from hozen.workflows.snapshot.extra import need

_MOST = 1 << 20  # bytes of a reply; real ones have some thousands
_TIMEOUT = 30  # seconds
_OK = 200


def ask_authority(url: str, request: bytes) -> bytes:
    """The reply as it came, not looked at yet. Raises StampRefused where none came."""
    need("urllib3")
    reply = _posted(url, request)
    if reply.status != _OK:
        raise StampRefused("the authority refused the request", found=f"HTTP status {reply.status}")
    return reply.body


def _posted(url: str, request: bytes) -> Reply:
    try:
        return Http(url, None, _MOST, monotonic, "application/timestamp-query").post(request, _TIMEOUT)
    except NodeSettings as error:
        raise StampRefused(
            "not the URL of an authority", found=error.message, expected="http://… or https://…"
        ) from error
    except Lost as error:
        raise StampRefused(
            "the authority does not answer",
            found=str(error),
            try_next="try again, or send the request by another way: --request, then --reply FILE",
        ) from error
    except TooLarge as error:
        raise StampRefused("the reply is too large", expected=f"at most {_MOST:,} bytes") from error
