-- What is kept of a person is found by an index, and not by looking at every person there is: an
-- erasure runs under the one lock of the register, in the time of a statement.

CREATE INDEX event_of_person ON event ((body->'data'->>'subject')) WHERE type = 'PersonRegistered';

CREATE OR REPLACE FUNCTION erase_person() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE person
    SET value = NULL, salt = NULL, erased_at = NEW.recorded_at,
        erased_because = NEW.body->'data'->>'because'
    FROM event AS told
    WHERE told.type = 'PersonRegistered'
        AND told.body->'data'->>'subject' = NEW.body->'data'->>'subject'
        AND told.position < NEW.position
        AND person.position = told.position AND person.value IS NOT NULL;
    RETURN NULL;
END
$$;
