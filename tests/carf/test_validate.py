"""Messages against a schema of our own, against the OECD's where one is at hand, and against the rules.

HOZEN_CARF_SCHEMA names a folder with the OECD's CARFXML_v1.5.xsd and the two files it imports; it is not in this project.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hozen.workflows.carf import CarfInput, validate, validating
from hozen.workflows.carf.head import NAMESPACE

OURS = Path(__file__).parent / "schema"
MESSAGE = "0001/N001.xml"


def schemas() -> list[Path]:
    given = os.environ.get("HOZEN_CARF_SCHEMA")
    return [OURS, Path(given)] if given else [OURS]


def test_the_small_report_is_of_our_own_schema(reported) -> None:
    done = validate(reported.folder, OURS)
    assert (done.problems, done.files, done.records, done.schema) == ((), 1, 4, "report.xsd test")
    assert done.chained


def test_the_small_report_is_of_the_oecds_schema(reported) -> None:
    given = os.environ.get("HOZEN_CARF_SCHEMA")
    if not given:
        pytest.skip(
            "NO OECD SCHEMA, so messages are compared with our own alone: HOZEN_CARF_SCHEMA is not set"
        )
    done = validate(reported.folder, Path(given))
    assert (done.problems, done.schema) == ((), "CARFXML_v1.5.xsd 1.5")


@pytest.mark.parametrize("schema", schemas(), ids=lambda path: path.name)
@pytest.mark.parametrize(
    ("old", "new", "element"),
    [
        ("<BirthDate>1980-05-17<", "<BirthDate>Anna Müller<", "BirthDate"),
        ("<City>Berlin</City>", "", "AddressFix"),
        ("CARF502", "CARF599", "TransferType"),
        ('currCode="JPY"', "", "Amount"),
        ("<NumberofTransactions>2<", "<NumberofTransactions>two<", "NumberofTransactions"),
        ("OECD1<", "OECD9<", "DocTypeIndic"),
    ],
)
def test_a_message_that_is_not_of_the_schema_is_told_without_a_word_of_it(
    old, new, element, schema, reported, tmp_path
) -> None:
    text = (reported.folder / MESSAGE).read_text("utf-8")
    assert old in text
    path = tmp_path / "bad.xml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = validate(path, schema).problems
    assert element in {one.element for one in found}
    assert "Müller" not in str(found)


@pytest.mark.parametrize(
    ("old", "new", "element"),
    [
        (".00</Amount>", "</Amount>", "Amount"),
        ("-U000000002<", "-U000000001<", "DocRefId"),
        ("<MessageRefId>JP2026JP-", "<MessageRefId>JP2025JP-", "MessageRefId"),
        ("<ReportingPeriod>2026-12-31", "<ReportingPeriod>2026-12-30", "ReportingPeriod"),
        ("CARF701", "CARF702", "DocTypeIndic"),
        (
            "</stf:DocRefId></DocSpec></CryptoUsers>",
            "</stf:DocRefId><stf:CorrDocRefId>X</stf:CorrDocRefId></DocSpec></CryptoUsers>",
            "CorrDocRefId",
        ),
    ],
)
def test_what_a_schema_cannot_say(old, new, element, reported, tmp_path) -> None:
    text = (reported.folder / MESSAGE).read_text("utf-8")
    assert old in text
    path = tmp_path / "bad.xml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert element in {one.element for one in validate(path).problems}


def test_a_new_message_without_a_record(reported, tmp_path) -> None:
    text = (reported.folder / MESSAGE).read_text("utf-8")
    head, end = text.index("<CryptoUsers>"), text.index("</CARFBody>")
    path = tmp_path / "bad.xml"
    path.write_text(text[:head] + text[end:], "utf-8")
    assert [one.element for one in validate(path).problems] == ["CryptoUsers"]


def test_what_is_not_xml(tmp_path) -> None:
    path = tmp_path / "bad.xml"
    path.write_text("<a>", "utf-8")
    assert [(one.file, one.line, one.kind) for one in validate(path).problems] == [
        ("bad.xml", 1, "not-well-formed")
    ]


@pytest.mark.parametrize(
    ("spoil", "schema", "told"),
    [
        (lambda text: text[:-20], None, ["not-well-formed"]),
        (lambda text: text[:-20], OURS, ["not-well-formed"]),
        (lambda text: text + "<more/>", None, ["not-well-formed"]),
        (lambda text: text.replace("CARF502", "CARF5xx"), OURS, ["schemav_cvc_pattern_valid"]),
        (
            lambda text: text.replace("CARF502", "CARF5xx") + "&",
            OURS,
            ["schemav_cvc_pattern_valid", "not-well-formed"],
        ),
    ],
)
def test_a_fault_of_the_schema_has_its_line_and_hides_no_broken_end(
    spoil, schema, told, reported, tmp_path
) -> None:
    text = (reported.folder / MESSAGE).read_text("utf-8")
    (tmp_path / "bad.xml").write_text(spoil(text), "utf-8")
    found = validate(tmp_path / "bad.xml", schema).problems
    assert [one.kind for one in found] == told
    line = text[: text.index("CARF502")].count("\n") + 1
    assert all(one.line == line for one in found if one.element == "TransferType")


def test_entities_are_not_followed(reported, tmp_path) -> None:
    """A message that asks for a file of the machine gets nothing of it."""
    secret = tmp_path / "secret.txt"
    secret.write_text("CARF", "utf-8")
    text = (reported.folder / MESSAGE).read_text("utf-8")
    dtd = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>\n<CARF_OECD'
    path = tmp_path / "bad.xml"
    path.write_text(
        text.replace("<CARF_OECD", dtd, 1).replace("<MessageType>CARF<", "<MessageType>&e;<", 1), "utf-8"
    )
    assert [one.element for one in validate(path, OURS).problems] == ["DOCTYPE"]


def test_a_folder_without_a_schema_or_a_message_is_refused(tmp_path, reported) -> None:
    with pytest.raises(CarfInput, match="no schema"):
        validate(reported.folder, tmp_path)
    with pytest.raises(CarfInput, match="no message"):
        validate(tmp_path / "x.xml")
    (tmp_path / "bad.xsd").write_text('<s targetNamespace="urn:oecd:ties:carf:v1"/>', "utf-8")
    with pytest.raises(CarfInput, match="cannot be read"):
        validate(reported.folder, tmp_path)


def test_every_kind_of_fault_has_words_in_both_languages() -> None:
    from hozen.faces.words import LANGUAGES, find
    from hozen.workflows.carf.message_rules import KINDS

    for kind in (*KINDS, "not-well-formed", "used-twice", "schema"):
        for lang in LANGUAGES:
            assert find(f"carf.problem.{kind}", lang)


@pytest.mark.parametrize("text", ["<a/>", f'<CARF_OECD xmlns="{NAMESPACE}"><CARFBody/></CARF_OECD>'])
def test_another_document_is_no_message(text, tmp_path) -> None:
    (tmp_path / "other.xml").write_text(text, "utf-8")
    assert [one.kind for one in validate(tmp_path / "other.xml").problems] == ["not-a-message"]


def test_problems_are_counted_and_the_first_hundred_kept(reported, tmp_path, monkeypatch) -> None:
    """Two hundred and fifty amounts without decimals: all are counted, and the records behind them still read."""
    text = (reported.folder / MESSAGE).read_text("utf-8")
    path = tmp_path / "bad.xml"
    path.write_text(
        text.replace("<RelevantTransactions>", "<Amount>1</Amount>" * 250 + "<RelevantTransactions>", 1),
        "utf-8",
    )
    done = validate(path)
    assert (len(done.problems), done.found, done.records, done.whole) == (100, 250, 4, True)
    monkeypatch.setattr(
        validating, "MOST_PROBLEMS", 0
    )  # the content of one element is one fault of the schema
    assert not validate(path, OURS).whole  # the parser keeps each fault against a schema, so it is stopped


@pytest.mark.parametrize("inside", ["CryptoUsers", "CARFBody", "MessageSpec", "DocSpec"])
def test_memory_does_not_grow_with_a_message(inside, reported, tmp_path, monkeypatch) -> None:
    """Ten thousand elements and comments wherever it is: no more is kept of the tree than a line holds."""
    text = (reported.folder / MESSAGE).read_text("utf-8")
    path = tmp_path / "wide.xml"
    end = text.index(f"</{inside}>")
    path.write_text(text[:end] + "<!--x--><Odd>y</Odd>\n" * 10_000 + text[end:], "utf-8")
    kept, real = [], validating._let_go

    def counted(node) -> None:
        real(node)
        kept.append(0 if node.getparent() is None else len(node.getparent()))

    monkeypatch.setattr(validating, "_let_go", counted)
    validate(path)
    assert len(kept) > 10_000
    assert max(kept) < 30
