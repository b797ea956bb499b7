-- How far a reader ($1) got ($2), and why it stopped ($3, null: it goes on).
UPDATE subscription SET position = $2, failed = $3::text::jsonb, changed_at = clock_timestamp()
WHERE name = $1
