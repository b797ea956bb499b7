-- Every checkpoint with what witnesses said of it, in the order of sizes.
SELECT
    size, root, note, recorded_at,
    ARRAY(
        SELECT witness FROM cosignature
        WHERE cosignature.size = checkpoint.size ORDER BY witness
    ) AS witnesses,
    ARRAY(
        SELECT line FROM cosignature
        WHERE cosignature.size = checkpoint.size ORDER BY witness
    ) AS lines
FROM checkpoint ORDER BY size
