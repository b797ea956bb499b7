-- The first outcomes of commands.
SELECT command_id, request_hash, outcome::text AS outcome FROM command
WHERE command_id = ANY ($1::uuid[])
