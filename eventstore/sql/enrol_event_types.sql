-- New kinds of events; a process that starts at the same time may have been faster.
INSERT INTO event_type (type, schema_version, json_schema, sha256)
SELECT type, schema_version, json_schema::json, sha256
FROM unnest($1::text[], $2::int[], $3::text[], $4::bytea[])
    AS known (type, schema_version, json_schema, sha256)
ON CONFLICT (type, schema_version) DO NOTHING
