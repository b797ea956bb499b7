-- Every time-stamp over a checkpoint, in the order of sizes.
SELECT size, authority, token, note FROM stamp ORDER BY size, authority
