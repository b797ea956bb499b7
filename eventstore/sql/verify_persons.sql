-- What commitments stand for, in the order of their events.
SELECT position, field, ordinal, command_id, commitment, value, salt, recorded_at
FROM person ORDER BY position, field
