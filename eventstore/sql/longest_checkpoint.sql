-- The greatest size of the register that was ever signed.
SELECT max(size) FROM checkpoint
