"""The stages of every case, by the words of the procedure (domain.md 2.1-2.3)."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a case stands. A stage that this release does not know reads as OTHER."""

    NOTHING = ""
    OTHER = "other"

    # assembly
    CONSTITUTED = "constituted"

    # plenary session
    PLANNED = "planned"
    POSTPONED = "postponed"
    CONVENED = "convened"
    ORDER_OF_BUSINESS_CLEARED = "order-of-business-cleared"
    CHAIR_TRANSFERRED = "chair-transferred"
    OPEN = "open"
    SUSPENDED = "suspended"
    MINUTES_APPROVED = "minutes-approved"
    ARCHIVED = "archived"

    # model law
    TITLED = "titled"
    DRAFTING = "drafting"
    WORKSHOP = "workshop"
    IN_COMMITTEE = "in-committee"
    REPORTED = "reported"
    RETURNED = "returned"
    ON_ORDER_OF_BUSINESS = "on-order-of-business"
    VOTED = "voted"
    ADOPTED = "adopted"
    REFERRED_BACK = "referred-back"
    DROPPED = "dropped"
    PUBLISHED = "published"
    TRANSMITTED = "transmitted"
    MONITORED = "monitored"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"

    # committee review (also RETURNED, REPORTED)
    REFERRED = "referred"
    RAPPORTEUR = "rapporteur"
    EXAMINED = "examined"
    APPROVED = "approved"
    NO_REPORT_IN_TIME = "no-report-in-time"
    OPINION_GIVEN = "opinion-given"

    # vote (also OPEN, POSTPONED)
    CLOSED = "closed"
    ANNOUNCED = "announced"
    CORRECTION_NOTED = "correction-noted"
    VOID = "void"
    QUORUM_CHALLENGED = "quorum-challenged"
    NOT_PUBLIC = "not-public"

    # outcome document (also SIGNED, PUBLISHED, DROPPED)
    DRAFTED = "drafted"
    AGREED = "agreed"

    # national track (also REFERRED, RETURNED, PUBLISHED, COMMITTEE)
    NOT_RECEIVED = "not-received"
    RECEIVED = "received"
    BILL_REGISTERED = "bill-registered"
    COMMITTEE = "committee"
    READINGS = "readings"
    SECOND_CHAMBER = "second-chamber"
    CONCILIATION = "conciliation"
    PASSED = "passed"
    TO_HEAD_OF_STATE = "to-head-of-state"
    SIGNED = "signed"
    FALLEN = "fallen"
    IN_FORCE = "in-force"

    # treaty (also IN_FORCE)
    OPEN_FOR_SIGNATURE = "open-for-signature"
    THRESHOLD_REACHED = "threshold-reached"

    @classmethod
    def _missing_(cls, _value: object) -> "Stage":
        return cls.OTHER
