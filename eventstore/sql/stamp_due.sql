-- Whether an authority is to stamp the checkpoint of this size: it did not yet, nor within the interval.
SELECT NOT EXISTS (
    SELECT FROM stamp
    WHERE authority = $1 AND (size >= $2 OR recorded_at > clock_timestamp() - $3::interval)
)
