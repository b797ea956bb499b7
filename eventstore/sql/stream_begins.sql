-- The first position of a stream.
SELECT position FROM event WHERE stream = $1 AND version = 1
