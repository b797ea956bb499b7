-- Every event with its stored text, in order.
SELECT position, stream, version, type, recorded_at, body::text AS body, leaf
FROM event ORDER BY position
