-- Time-stamps of authorities over checkpoints (RFC 3161), each with a note by which the log's key
-- vouches for every byte of it. Only the sealer adds one.

CREATE TABLE stamp (
    size bigint NOT NULL REFERENCES checkpoint,
    authority text COLLATE "C" NOT NULL,
    token bytea NOT NULL,
    note text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (size, authority)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stamp
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT ON stamp TO plenary_app, plenary_auditor;
GRANT SELECT, INSERT ON stamp TO plenary_sealer;
