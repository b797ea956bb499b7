-- How many personal values are still kept of a person.
SELECT count(*) FROM person JOIN event USING (position)
WHERE event.body->'data'->>'subject' = $1 AND person.value IS NOT NULL
