-- The statement that sets a password, quoted by the server: it takes no parameters itself.
SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', $1::text, $2::text)
