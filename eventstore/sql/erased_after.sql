-- The first erasure of a person after a position; null where there is none.
SELECT min(position) FROM event WHERE type = 'PersonErased' AND position > $1
