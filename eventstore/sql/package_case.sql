-- The events of one case ($1) up to a position ($2), what was refused on it, those of some types
-- ($3) that prove the rest, and whatever else the same acts recorded: acts are never cut apart.
-- A refusal of a reused id stands under the id of its event.
WITH wanted AS (
    SELECT position, body FROM event
    WHERE position <= $2 AND (
        stream = $1
        OR stream = 'assembly' AND type = ANY ($3::text[])
        OR stream = 'refusals' AND body->'data'->>'stream' = $1
    )
),
act AS (
    SELECT DISTINCT
        coalesce(command.first_position, wanted.position) AS first_position,
        coalesce(command.last_position, wanted.position) AS last_position
    FROM wanted LEFT JOIN command
        ON command.command_id IN ((wanted.body->>'command')::uuid, (wanted.body->>'id')::uuid)
        AND wanted.position BETWEEN command.first_position AND command.last_position
)
SELECT DISTINCT ON (event.position)
    event.position, event.stream, event.type, (event.body->>'schema')::int AS schema,
    event.body::text AS body
FROM act
JOIN event ON event.position BETWEEN act.first_position AND act.last_position
    AND event.position <= $2
ORDER BY event.position
