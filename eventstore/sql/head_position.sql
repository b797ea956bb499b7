-- The last position: one probe of the primary key.
SELECT max(position) FROM event
