-- A signed checkpoint.
INSERT INTO checkpoint (size, root, note, recorded_at) VALUES ($1, $2, $3, clock_timestamp())
