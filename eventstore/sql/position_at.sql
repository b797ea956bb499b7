-- The last position recorded at or before a moment. Times never go back along positions, so the
-- interval is halved over the primary key: no index on time is needed.
WITH RECURSIVE halved AS (
    SELECT 0::bigint AS low, coalesce((SELECT max(position) FROM event), 0) AS high
    UNION ALL
    SELECT
        CASE WHEN middle.recorded_at <= $1 THEN middle.position ELSE halved.low END,
        CASE WHEN middle.recorded_at <= $1 THEN halved.high ELSE middle.position - 1 END
    FROM halved
    CROSS JOIN LATERAL (
        SELECT position, recorded_at FROM event
        WHERE position = halved.low + (halved.high - halved.low + 1) / 2
    ) AS middle
    WHERE halved.low < halved.high
)
SELECT low FROM halved WHERE low = high
