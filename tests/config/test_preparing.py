"""The register's database as it is prepared: the shapes of events, the way in."""

from config.preparing import event_types
from config.register import url_of_role
from domain.catalogue import EVENTS


def test_every_event_has_a_shape() -> None:
    assert {each.type for each in event_types()} == set(EVENTS)


def test_the_application_gets_a_way_in_of_its_own() -> None:
    url = "postgresql://postgres:old@127.0.0.1:5432/plenary"

    assert (
        url_of_role(url, "plenary_app", "a/b")
        == "postgresql://plenary_app:a%2Fb@127.0.0.1:5432/plenary"
    )
