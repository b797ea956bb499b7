"""Day counting: calendars, conventions, budgets with their ledger, plans backwards."""
