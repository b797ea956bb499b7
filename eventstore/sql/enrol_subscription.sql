-- A reader ($1) begins before the first event; one that is known goes on where it was.
INSERT INTO subscription (name) VALUES ($1) ON CONFLICT DO NOTHING
