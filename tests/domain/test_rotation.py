"""Rotation: the chair passes in the order of the rules, one step per plenary session."""

from hypothesis import given
from hypothesis import strategies as st

from domain.plenary_session.rotation import next_in_order

TURKPA = ("az", "kz", "kg", "tr")
I_TO_XIV = ("az", "kz", "kg", "tr", "az", "kz", "kg", "tr", "az", "kz", "kg", "tr", "az", "kz")
orders = st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True)


def test_all_plenary_sessions_of_turkpa_fit_the_order() -> None:
    computed = [next_in_order(TURKPA, before) for before in I_TO_XIV[:-1]]

    assert computed == list(I_TO_XIV[1:])
    assert next_in_order(TURKPA, I_TO_XIV[-1]) == "kg", "XV meets in Kyrgyzstan"


@given(orders, st.data())
def test_after_as_many_plenary_sessions_as_there_are_parliaments_the_same_one_presides(
    order: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.sampled_from(order))
    seen, chair = [], first
    for _ in order:
        following = next_in_order(order, chair)
        assert following is not None
        seen.append(following)
        chair = following

    assert chair == first
    assert sorted(seen) == sorted(order)


def test_nobody_can_tell_without_an_order_or_without_the_chair_before() -> None:
    assert next_in_order((), "az") is None
    assert next_in_order(TURKPA, None) is None
    assert next_in_order(TURKPA, "hu") is None
