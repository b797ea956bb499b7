-- The longest checkpoint that a witness cosigned.
SELECT max(size) FROM cosignature WHERE witness = $1
