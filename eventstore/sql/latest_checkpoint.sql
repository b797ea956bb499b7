-- The longest checkpoint: one probe of the primary key.
SELECT size, root, note, recorded_at FROM checkpoint ORDER BY size DESC LIMIT 1
