-- Whether an authority stamped the checkpoint of this size, or a longer one.
SELECT EXISTS (SELECT FROM stamp WHERE authority = $1 AND size >= $2)
