-- What is hashed of every event, with its leaf, in order.
SELECT position, '\x00'::bytea || convert_to(body::text, 'UTF8') AS hashed, leaf
FROM event ORDER BY position
