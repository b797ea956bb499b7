-- What is kept of a person is destroyed by the very transaction that records the act, and by nothing
-- else: the application may not change table person, and this function runs for that event alone.

CREATE FUNCTION erase_person() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE person
    SET value = NULL, salt = NULL, erased_at = NEW.recorded_at,
        erased_because = NEW.body->'data'->>'because'
    FROM event AS told
    WHERE told.position = person.position AND person.position < NEW.position
        AND told.body->'data'->>'subject' = NEW.body->'data'->>'subject'
        AND person.value IS NOT NULL;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION erase_person() FROM PUBLIC;

CREATE TRIGGER erase AFTER INSERT ON event
    FOR EACH ROW WHEN (NEW.type = 'PersonErased') EXECUTE FUNCTION erase_person();
