"""Every vendor adapter shows every bad input of the list, or says why it cannot be; not both."""

import pytest

from tests.adapters.bad_input import VENDORS, Bad, never, shown


@pytest.mark.parametrize("adapter", VENDORS)
def test_every_case_is_shown_or_cannot_be(adapter: str) -> None:
    seen, excused = {one.case for one in shown(adapter)}, set(never(adapter))
    assert not seen & excused
    assert set(Bad) - seen - excused == set()


@pytest.mark.parametrize("adapter", VENDORS)
def test_what_is_seen_is_told_for_a_page(adapter: str) -> None:
    told = [one.seen for one in shown(adapter)] + [*never(adapter).values()]
    assert told
    assert [text for text in told if not text or text != text.strip(" .") or len(text) > 160] == []
