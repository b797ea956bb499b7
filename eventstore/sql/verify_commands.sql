-- Every outcome, in the order of the events it stands for.
SELECT
    command_id, request_hash, request, outcome::text AS outcome,
    first_position, last_position, recorded_at
FROM command ORDER BY first_position, command_id
