-- What an authority stated of the checkpoint of this size; said again, it stays as it was.
INSERT INTO stamp (size, authority, token, note, recorded_at)
VALUES ($1, $2, $3, $4, clock_timestamp()) ON CONFLICT (size, authority) DO NOTHING
