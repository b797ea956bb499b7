-- How many personal values are still kept of a person.
SELECT count(*) FROM event JOIN person USING (position)
WHERE event.type = 'PersonRegistered' AND event.body->'data'->>'subject' = $1
    AND person.value IS NOT NULL
