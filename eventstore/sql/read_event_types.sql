SELECT type, schema_version, sha256 FROM event_type
