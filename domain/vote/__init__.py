"""A vote: one question put to the delegations, their ballots and the announced result."""
