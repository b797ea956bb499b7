-- What a batch must know, in one snapshot taken under the lock: the clock, the head, what was
-- answered before ($1 command ids), whole streams ($2), the leaf at
-- the position we remember ($3: a tail lost in a failover shows there), and what others wrote since.
SELECT
    current_setting('transaction_isolation') AS isolation,
    clock_timestamp() AS clock,
    head.position,
    head.leaf,
    head.recorded_at,
    (SELECT body ->> 'log' FROM event WHERE position = 1) AS log,
    (SELECT version FROM event WHERE stream = 'refusals' ORDER BY version DESC LIMIT 1) AS refusals,
    (SELECT leaf FROM event WHERE position = $3) AS remembered,
    said.ids,
    said.hashes,
    said.outcomes,
    ARRAY(
        SELECT told.body
        FROM unnest($2::text[]) AS asked (stream)
        CROSS JOIN LATERAL (
            SELECT event.body::text AS body FROM event
            WHERE event.stream = asked.stream ORDER BY event.version
        ) AS told
    ) AS asked,
    ARRAY(SELECT body::text FROM event WHERE position > $3 ORDER BY position LIMIT 1001) AS others
FROM (VALUES (true)) AS always
LEFT JOIN LATERAL (
    SELECT position, leaf, recorded_at FROM event ORDER BY position DESC LIMIT 1
) AS head ON true
CROSS JOIN LATERAL (
    SELECT
        array_agg(command_id) AS ids,
        array_agg(request_hash) AS hashes,
        array_agg(outcome::text) AS outcomes
    FROM command WHERE command_id = ANY ($1::uuid[])
) AS said
