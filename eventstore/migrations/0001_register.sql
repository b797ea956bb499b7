-- The register: what happened (event), what was asked and answered (command), and their proofs.
-- Everything is append-only but `subscription` and `person`. Runs as plenary_owner.

CREATE TABLE event (
    position bigint PRIMARY KEY CHECK (position > 0),
    stream text COLLATE "C" NOT NULL CHECK (stream <> ''),
    version integer NOT NULL CHECK (version > 0),
    type text COLLATE "C" NOT NULL CHECK (type <> ''),
    recorded_at timestamptz NOT NULL,
    body json NOT NULL,
    leaf bytea NOT NULL CHECK (octet_length(leaf) = 32),
    UNIQUE (stream, version)
);
COMMENT ON COLUMN event.body IS 'RFC 8785 canonical text, never serialised again: hash the text';
COMMENT ON COLUMN event.leaf IS 'SHA-256(0x00 || body)';

CREATE TABLE command (
    command_id uuid PRIMARY KEY,
    request_hash bytea CHECK (octet_length(request_hash) = 32),
    outcome json NOT NULL,
    first_position bigint NOT NULL CHECK (first_position > 0),
    last_position bigint NOT NULL CHECK (last_position >= first_position),
    recorded_at timestamptz NOT NULL,
    request text
);
COMMENT ON TABLE command IS
    'First outcome of each command, for ever; an index over the events. A refusal of a reused id stands '
    'under the id of its event. request_hash is null where a command was abandoned before it came';
COMMENT ON COLUMN command.request IS
    'The canonical text that was signed: its SHA-256 is request_hash. Null for the clock, and where a '
    'command was abandoned before it came. Personal fields are commitments in it';

CREATE TABLE checkpoint (
    size bigint PRIMARY KEY CHECK (size >= 0),
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    note text NOT NULL,
    recorded_at timestamptz NOT NULL
);

CREATE TABLE cosignature (
    size bigint NOT NULL REFERENCES checkpoint,
    witness text COLLATE "C" NOT NULL,
    line text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (size, witness)
);

CREATE TABLE tile (
    level smallint NOT NULL CHECK (level BETWEEN 0 AND 63),
    index bigint NOT NULL CHECK (index >= 0),
    width smallint NOT NULL CHECK (width BETWEEN 1 AND 256),
    hashes bytea NOT NULL CHECK (octet_length(hashes) = 32 * width),
    PRIMARY KEY (level, index, width)
);
COMMENT ON COLUMN tile.width IS 'A tile that grew is a new row beside the narrower one';

CREATE TABLE subscription (
    name text COLLATE "C" PRIMARY KEY,
    position bigint NOT NULL DEFAULT 0 CHECK (position >= 0),
    failed jsonb,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE event_type (
    type text COLLATE "C" NOT NULL,
    schema_version integer NOT NULL CHECK (schema_version > 0),
    json_schema json NOT NULL,
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (type, schema_version)
);

CREATE TABLE person (
    position bigint NOT NULL,
    field text COLLATE "C" NOT NULL,
    ordinal integer NOT NULL CHECK (ordinal >= 0),
    command_id uuid NOT NULL,
    commitment text COLLATE "C" NOT NULL CHECK (commitment ~ '^[0-9a-f]{64}$'),
    value text,
    salt text,
    recorded_at timestamptz NOT NULL,
    erased_at timestamptz,
    erased_because text,
    PRIMARY KEY (position, field)
);
COMMENT ON TABLE person IS 'What commitments in events stand for; value and salt may be erased';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the register is append-only: % on table % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'A recorded fact is never edited: record another act that corrects it.';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON command
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cosignature
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tile
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_type
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON migration
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON event, command, event_type, person TO plenary_app;
GRANT SELECT ON checkpoint, cosignature, tile TO plenary_app;
GRANT SELECT ON event TO plenary_sealer;
GRANT SELECT, INSERT ON checkpoint, cosignature, tile TO plenary_sealer;
GRANT SELECT, INSERT, UPDATE, DELETE ON subscription TO plenary_app;
GRANT SELECT ON migration TO plenary_app;
GRANT SELECT ON event, command, checkpoint, cosignature, tile, event_type, subscription, migration, person
    TO plenary_auditor;

CREATE SCHEMA view;
COMMENT ON SCHEMA view IS 'Views made from the events: they may be thrown away and rebuilt';
GRANT USAGE ON SCHEMA view TO plenary_app;
GRANT USAGE ON SCHEMA view TO plenary_auditor;
ALTER DEFAULT PRIVILEGES IN SCHEMA view GRANT ALL ON TABLES TO plenary_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA view GRANT SELECT ON TABLES TO plenary_auditor;
