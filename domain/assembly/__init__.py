"""The assembly itself: rules, members, offices, committees, keys."""
