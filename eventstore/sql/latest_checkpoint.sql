-- The longest checkpoint, of a size of at most $1 where that is given: one probe of the primary key.
SELECT size, root, note, recorded_at FROM checkpoint
WHERE size <= coalesce($1::bigint, 9223372036854775807)
ORDER BY size DESC LIMIT 1
