-- Results that were announced otherwise than the rules give them; both stay on record.
SELECT
    position,
    stream AS ref,
    body -> 'data' ->> 'announced' AS announced,
    body -> 'data' ->> 'computed' AS computed,
    body -> 'data' ->> 'arithmetic' AS arithmetic
FROM event WHERE type = 'ResultAnomalyFlagged' ORDER BY position
