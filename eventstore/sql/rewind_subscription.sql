-- A reader ($1) starts again from nothing; whoever asks removes its effects in the same transaction.
UPDATE subscription SET position = 0, failed = NULL, changed_at = clock_timestamp()
WHERE name = $1
RETURNING name
