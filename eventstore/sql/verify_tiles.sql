-- Every tile.
SELECT level, index, width, hashes FROM tile ORDER BY level, index, width
