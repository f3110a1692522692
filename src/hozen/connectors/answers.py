"""A JSON-RPC answer against its request: the same id, a result or an error, nothing missing and nothing twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn

from hozen.connectors.errors import NodeAnswered, NodeAnswerUnreadable

_SHOWN = 200  # characters of what a node says

Answer = Mapping[str, object]


def answer_of(found: object, number: int, where: str) -> Answer:
    """The answer to one call. Raises NodeAnswerUnreadable where it is another's, or none."""
    if not isinstance(found, dict):
        _refuse("the answer is not an object", where, type(found).__name__, "a JSON-RPC answer")
    answer: Answer = found
    if _is_general_error(answer):  # the node could not even read whose call it was
        return answer
    if not _same(answer.get("id"), number):
        _refuse("the answer is to another call", where, _text(answer.get("id")), f"id {number}")
    return answer


def answers_of(found: object, numbers: Sequence[int], where: str) -> dict[int, Answer]:
    """Each call's answer by id, in any order. Raises NodeAnswerUnreadable, and NodeAnswered where the batch was refused."""
    if isinstance(found, dict) and _is_general_error(found):
        raise _error(found, where)
    if not isinstance(found, list):
        _refuse("the answer is not a list", where, type(found).__name__, f"{len(numbers)} answers")
    wanted, answers = set(numbers), dict[int, Answer]()
    for one in found:
        if not isinstance(one, dict):
            _refuse("an answer is not an object", where, type(one).__name__, "a JSON-RPC answer")
        if _is_general_error(one):
            raise _error(one, where)
        number = one.get("id")
        if type(number) is not int or number not in wanted:
            _refuse("an answer is to another call", where, _text(number), "an id that was asked")
        if number in answers:
            _refuse("a call is answered twice", where, f"id {number}", "one answer to each call")
        answers[number] = one
    if len(answers) < len(numbers):
        _refuse("calls are not answered", where, f"{len(answers)} answers", f"{len(numbers)}")
    return answers


def outcome(answer: Answer, where: str) -> object:
    """The result, or the node's error as a NodeAnswered that is not raised. NodeAnswerUnreadable where neither is there."""
    if answer.get("error") is not None:
        return _error(answer, where)
    if "result" not in answer:
        _refuse("the answer holds no result", where, ", ".join(sorted(answer))[:_SHOWN], "result or error")
    return answer["result"]


def _is_general_error(answer: Answer) -> bool:
    return answer.get("error") is not None and answer.get("id") is None


def _error(answer: Answer, where: str) -> NodeAnswered:
    error = answer["error"]
    if not isinstance(error, dict):
        _refuse("the node's error cannot be read", where, _text(error), "a code and a message")
    number, said = error.get("code"), error.get("message")
    if type(number) is not int or not isinstance(said, str):
        _refuse("the node's error cannot be read", where, _text(error), "a code and a message")
    return NodeAnswered(where, number, _text(said), error.get("data"))


def _same(found: object, number: int) -> bool:
    return type(found) is int and found == number


def _text(found: object) -> str:
    """What a node said, fit for one line of a message."""
    plain = "".join(letter if letter.isprintable() else " " for letter in str(found)[: _SHOWN + 1])
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "…"


def _refuse(message: str, where: str, found: str, expected: str) -> NoReturn:
    raise NodeAnswerUnreadable(message, where=where, found=found, expected=expected)
