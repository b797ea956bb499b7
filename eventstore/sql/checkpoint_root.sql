-- The root that a checkpoint of this size states.
SELECT root FROM checkpoint WHERE size = $1
