-- The events after a position ($1) and up to another ($2), for a package of everything.
SELECT position, stream, type, (body->>'schema')::int AS schema, body::text AS body
FROM event WHERE position > $1 AND position <= $2 ORDER BY position
