INSERT INTO migration (name, sha256) VALUES ($1, $2)
