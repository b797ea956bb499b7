-- Cosignatures under no checkpoint.
SELECT min(size) FROM cosignature
WHERE size NOT IN (SELECT size FROM checkpoint)
