-- A batch, all or nothing: events ($1 to $6, recorded at $7), outcomes of commands ($8 to $13),
-- persons ($14 to $20), and the rows of the views (one JSON array for each, from $24 on).
-- Nothing is written unless the register ends where the batch begins ($21, $22). Who has not looked
-- under the lock ($23) also needs the lock at once, new commands, and a clock that is still right;
-- where another commits after this statement has looked, the position is taken: the whole fails.
WITH guard AS MATERIALIZED (
    SELECT
        ($21::bigint = 0 OR EXISTS (SELECT FROM event WHERE position = $21 AND leaf = $22::bytea))
        AND ($23::boolean OR (
            current_setting('transaction_isolation') = 'read committed'
            AND pg_try_advisory_xact_lock(8101014110971122)
            AND $7 BETWEEN clock_timestamp() - interval '1 s' AND clock_timestamp() + interval '1 s'
            AND NOT EXISTS (SELECT FROM command WHERE command_id = ANY ($8::uuid[]))
        )) AS holds
),
told AS (
    INSERT INTO event (position, stream, version, type, recorded_at, body, leaf)
    SELECT position, stream, version, type, $7, body::json, leaf
    FROM unnest($1::bigint[], $2::text[], $3::int[], $4::text[], $5::text[], $6::bytea[])
        AS told (position, stream, version, type, body, leaf)
    WHERE (SELECT holds FROM guard)
),
said AS (
    INSERT INTO command
        (command_id, request_hash, outcome, first_position, last_position, recorded_at, request)
    SELECT command_id, request_hash, outcome::json, first_position, last_position, $7, request
    FROM unnest($8::uuid[], $9::bytea[], $10::text[], $11::bigint[], $12::bigint[], $13::text[])
        AS said (command_id, request_hash, outcome, first_position, last_position, request)
    WHERE (SELECT holds FROM guard)
),
disclosed AS (
    -- What commitments stand for: kept apart from the events, so that it can be erased.
    INSERT INTO person
        (position, field, ordinal, command_id, commitment, value, salt, recorded_at)
    SELECT position, field, ordinal, command_id, commitment, value, salt, $7
    FROM unnest(
        $14::bigint[], $15::text[], $16::int[], $17::uuid[], $18::text[], $19::text[], $20::text[]
    ) AS disclosed (position, field, ordinal, command_id, commitment, value, salt)
    WHERE (SELECT holds FROM guard)
)
-- The hint goes out with the commit; readers must not rely on it.
SELECT holds, clock_timestamp() AS clock, pg_notify('plenary_register', '') FROM guard
