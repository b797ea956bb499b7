-- What witnesses said of the checkpoint of this size.
SELECT witness, line FROM cosignature WHERE size = $1 ORDER BY witness
