"""A collection of broken law files, one fault each; the first line of each says where it is refused and why."""

import re
import shutil
from pathlib import Path

import pytest

import hozen.law as law_package
from hozen.law import Law, LawFileError

HERE = Path(__file__).parent
SHIPPED = Path(law_package.__file__).parent / "jp"
PARAMETERS = sorted((HERE / "broken").glob("*.yaml"))
SCENARIOS = sorted((HERE / "broken" / "scenarios").glob("*.yaml"))
CODECS = {"shift-jis": "shift_jis", "utf-16": "utf-16", "byte-order-mark": "utf-8-sig"}


def expected(path):
    first = path.read_bytes().decode(CODECS.get(path.stem, "utf-8")).split("\n", 1)[0]
    line, column, why = re.fullmatch(r"# (\d+):(\d+) (.+)", first).groups()
    return int(line), int(column), why


def law_with(tmp_path, parameter_file):
    folder = tmp_path / "xx"
    (folder / "parameters" / "custody").mkdir(parents=True)
    shutil.copy(SHIPPED / "instruments.yaml", folder)
    shutil.copy(parameter_file, folder / "parameters" / "custody" / "broken.yaml")
    return folder


def test_the_file_that_the_broken_ones_are_made_from_is_accepted(tmp_path):
    assert Law.load(law_with(tmp_path, HERE / "good.yaml")).keys() == ("custody.broken",)


@pytest.mark.parametrize("path", PARAMETERS, ids=lambda path: path.stem)
def test_a_broken_parameter_file_is_refused_at_its_line_and_column(path, tmp_path):
    with pytest.raises(LawFileError) as caught:
        Law.load(law_with(tmp_path, path))
    refused, (line, column, why) = caught.value, expected(path)
    assert why in refused.message
    assert (refused.line, refused.column) == (line, column), str(refused)
    assert refused.file == "xx/parameters/custody/broken.yaml"
    assert f"{refused.file}:{line}:{column}" in str(refused)


def test_the_scenario_that_the_broken_ones_are_made_from_is_accepted():
    path = HERE / "good-scenario.yaml"
    assert Law.load("jp").scenario(path).name == "good-scenario"


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_broken_scenario_is_refused_at_its_line_and_column(path):
    with pytest.raises(LawFileError) as caught:
        Law.load("jp").scenario(path)
    refused, (line, column, why) = caught.value, expected(path)
    assert why in refused.message
    assert (refused.line, refused.column) == (line, column), str(refused)
    assert refused.file == str(path)


def test_a_misspelt_word_is_answered_with_the_right_one(tmp_path):
    with pytest.raises(LawFileError) as caught:
        Law.load(law_with(tmp_path, HERE / "broken" / "unknown-field.yaml"))
    assert "did you mean standing" in caught.value.try_next


def test_every_broken_file_has_a_fault_of_its_own():
    firsts = [(path.stem, expected(path)) for path in [*PARAMETERS, *SCENARIOS]]
    assert len(firsts) > 60
