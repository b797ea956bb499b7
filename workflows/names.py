"""Names that workflows, workers and gateways must agree on."""

TASK_QUEUE = "plenary"

RENEW_AT = 1_000
RENEW_VOTE_AT = 4_000
"""A roll call is short and dense: it is better not renewed in the middle."""


def renew_at(category: str) -> int:
    """Return after how many history events a case of a kind renews its run."""
    return RENEW_VOTE_AT if category == "vote" else RENEW_AT
