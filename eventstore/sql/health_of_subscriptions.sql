-- Each reader, how many events it has not read, and how long the oldest of them waits.
SELECT
    subscription.name, subscription.position, subscription.failed::text AS failed,
    coalesce(head.position, 0) AS head,
    clock_timestamp() - unread.recorded_at AS waiting
FROM subscription
CROSS JOIN (SELECT max(position) AS position FROM event) AS head
LEFT JOIN LATERAL (
    SELECT recorded_at FROM event WHERE event.position > subscription.position
    ORDER BY event.position LIMIT 1
) AS unread ON true
ORDER BY subscription.name
