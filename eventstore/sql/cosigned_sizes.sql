-- The sizes of the checkpoints that a witness confirmed, the longest first.
SELECT DISTINCT size FROM cosignature ORDER BY size DESC
