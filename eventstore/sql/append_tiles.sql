-- Tiles of a new checkpoint; a crash before the checkpoint may have left them.
INSERT INTO tile (level, index, width, hashes)
SELECT level, index, width, hashes
FROM unnest($1::smallint[], $2::bigint[], $3::smallint[], $4::bytea[])
    AS made (level, index, width, hashes)
ON CONFLICT (level, index, width) DO NOTHING
