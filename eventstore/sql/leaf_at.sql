-- The leaf at a position: of what is remembered, whether it still stands.
SELECT leaf FROM event WHERE position = $1
