-- Text and leaf of every event, in order.
SELECT position, body::text, leaf FROM event ORDER BY position
