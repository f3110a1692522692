"""An amount in a table is never broken over two lines while the texts beside it can give way."""

from __future__ import annotations

from hozen.faces.reports.pdf.table import _given


def test_amounts_keep_their_width_and_texts_share_the_rest() -> None:
    # 500 points: the amount needs 100, so 400 are left for two texts that ask for 300 each: 200 and 200
    assert _given([300, 300, 100], [False, False, True], 500) == [200, 200, 100]


def test_amounts_that_leave_too_little_are_cut_like_texts() -> None:
    # 300 of 500 is more than half: all share, the text's 100 as it is, 400 for the two amounts
    assert _given([100, 220, 220], [False, True, True], 500) == [100, 200, 200]
