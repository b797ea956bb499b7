-- The shapes of events with their stored texts.
SELECT type, schema_version, json_schema::text AS json_schema, sha256
FROM event_type ORDER BY type, schema_version
