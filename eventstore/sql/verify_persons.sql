-- What commitments stand for, in the order of their events.
SELECT position, field, ordinal, command_id, commitment, value, salt, recorded_at,
    erased_at, erased_because
FROM person ORDER BY position, field
