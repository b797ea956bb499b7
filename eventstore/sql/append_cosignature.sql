-- What a witness said of a checkpoint; said again, it stays as it was.
INSERT INTO cosignature (size, witness, line, recorded_at)
VALUES ($1, $2, $3, clock_timestamp()) ON CONFLICT (size, witness) DO NOTHING
