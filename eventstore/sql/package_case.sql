-- The events of one case ($1) up to a position ($2), what was refused on it, those of some types
-- ($3) that prove the rest, and whatever else the same acts recorded: acts are never cut apart.
WITH wanted AS (
    SELECT position, body->>'command' AS command FROM event
    WHERE position <= $2 AND (
        stream = $1
        OR stream = 'assembly' AND type = ANY ($3::text[])
        OR stream = 'refusals' AND body->'data'->>'stream' = $1
    )
)
SELECT DISTINCT ON (event.position)
    event.position, event.stream, event.type, (event.body->>'schema')::int AS schema,
    event.body::text AS body
FROM wanted
JOIN event ON event.position BETWEEN wanted.position - 1000 AND wanted.position + 1000
    AND event.position <= $2 AND event.body->>'command' = wanted.command
ORDER BY event.position
