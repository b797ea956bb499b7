-- The acts whose first event is one of these positions ($1). A refusal of a reused id stands under
-- the id of its event.
SELECT
    command.command_id, command.request_hash, command.request, command.outcome::text AS outcome,
    command.first_position, command.last_position, command.recorded_at
FROM event
JOIN command
    ON command.command_id IN ((event.body->>'command')::uuid, (event.body->>'id')::uuid)
    AND command.first_position = event.position
WHERE event.position = ANY ($1::bigint[])
ORDER BY command.first_position
