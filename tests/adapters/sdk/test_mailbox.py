from contextlib import suppress

from adapters.sdk.mailbox import MOST, Mailbox

S = 1_000_000_000


def test_the_newest_wish_of_each_address_waits_until_the_device_wakes() -> None:
    box = Mailbox(expiry_s=60)
    assert box.put([("1", True), ("2", 5)], 0)
    assert box.put([("2", 7)], 30 * S)
    assert box.expired(59 * S) == []
    assert box.expired(61 * S) == ["1"]
    with box.taken(61 * S) as wanted:
        assert wanted == {"2": 7}
    assert len(box) == 0


def test_what_could_not_be_told_waits_on_and_a_newer_wish_stands() -> None:
    box = Mailbox(expiry_s=60)
    box.put([("1", True), ("2", 5)], 0)
    with suppress(OSError), box.taken(30 * S):
        box.put([("2", 7)], 30 * S)
        raise OSError
    assert box.expired(61 * S) == ["1"]
    with box.taken(61 * S) as wanted:
        assert wanted == {"2": 7}


def test_it_never_holds_more_than_a_device_could_take() -> None:
    box = Mailbox()
    assert box.put([(str(number), number) for number in range(MOST)], 0)
    assert not box.put([("one more", 1)], 0)
    assert box.put([("0", 2)], 0)
    assert len(box) == MOST
