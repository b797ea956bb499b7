-- The last event: one probe of the primary key.
SELECT position, leaf, recorded_at FROM event ORDER BY position DESC LIMIT 1
