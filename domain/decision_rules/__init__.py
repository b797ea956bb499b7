"""Decision rules as exact arithmetic: tallies, majorities, quorums, outcomes."""
