-- Events of a batch (columns $1 to $6, all recorded at $7) and the outcomes of its commands ($8 …).
WITH told AS (
    INSERT INTO event (position, stream, version, type, recorded_at, body, leaf)
    SELECT position, stream, version, type, $7, body::json, leaf
    FROM unnest($1::bigint[], $2::text[], $3::int[], $4::text[], $5::text[], $6::bytea[])
        AS told (position, stream, version, type, body, leaf)
)
INSERT INTO command
    (command_id, request_hash, outcome, first_position, last_position, recorded_at, request)
SELECT command_id, request_hash, outcome::json, first_position, last_position, $7, request
FROM unnest($8::uuid[], $9::bytea[], $10::text[], $11::bigint[], $12::bigint[], $13::text[])
    AS said (command_id, request_hash, outcome, first_position, last_position, request)
