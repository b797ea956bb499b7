-- What commitments in these events ($1) stand for, or nothing where it was erased.
SELECT position, field, commitment, value, salt FROM person
WHERE position = ANY ($1::bigint[]) ORDER BY position, field
