-- Acts that were refused, in the order of the register.
SELECT position, ref, command, code, sentence, citation, missing, subject, capacity, recorded_at
FROM view.refusal ORDER BY position
