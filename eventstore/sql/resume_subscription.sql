-- A reader ($1) that stopped may try the same event again.
UPDATE subscription SET failed = NULL, changed_at = clock_timestamp()
WHERE name = $1 AND failed IS NOT NULL
RETURNING position
