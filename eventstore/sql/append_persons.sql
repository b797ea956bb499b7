-- What commitments stand for: kept apart from the events, so that it can be erased.
INSERT INTO person (position, field, ordinal, command_id, commitment, value, salt, recorded_at)
SELECT position, field, ordinal, command_id, commitment, value, salt, $8
FROM unnest($1::bigint[], $2::text[], $3::int[], $4::uuid[], $5::text[], $6::text[], $7::text[])
    AS told (position, field, ordinal, command_id, commitment, value, salt)
