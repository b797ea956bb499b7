-- Tiles by level ($1), index ($2) and width ($3).
SELECT tile.level, tile.index, tile.width, tile.hashes
FROM unnest($1::smallint[], $2::bigint[], $3::smallint[]) AS asked (level, index, width)
JOIN tile USING (level, index, width)
