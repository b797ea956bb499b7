-- The four roles belong to the cluster, not to the database: made where missing, at each migration.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY[
        'plenary_owner NOLOGIN', 'plenary_app LOGIN', 'plenary_auditor LOGIN',
        'plenary_sealer NOLOGIN'
    ] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = split_part(wanted, ' ', 1)) THEN
            BEGIN
                EXECUTE 'CREATE ROLE ' || wanted;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- another database of the cluster was faster
            END;
        END IF;
    END LOOP;
    IF NOT pg_has_role(current_user, 'plenary_owner', 'SET') THEN
        EXECUTE 'GRANT plenary_owner TO CURRENT_USER WITH SET TRUE';
    END IF;
    IF NOT has_database_privilege('plenary_owner', current_database(), 'CREATE') THEN
        EXECUTE format('GRANT CREATE ON DATABASE %I TO plenary_owner', current_database());
    END IF;
    IF NOT has_schema_privilege('plenary_owner', 'public', 'CREATE') THEN
        EXECUTE 'GRANT CREATE ON SCHEMA public TO plenary_owner';
    END IF;
END
$$;
SET LOCAL ROLE plenary_owner;
CREATE TABLE IF NOT EXISTS migration (
    name text COLLATE "C" PRIMARY KEY,
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    recorded_at timestamptz NOT NULL DEFAULT now()
);
