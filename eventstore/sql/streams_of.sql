-- The cases of a kind that had begun by a position, in the order of their names.
-- Names sort by their bytes, and 0 comes right behind the slash.
SELECT stream FROM event
WHERE stream >= $1 || '/' AND stream < $1 || '0' AND version = 1 AND position <= $2
ORDER BY stream
