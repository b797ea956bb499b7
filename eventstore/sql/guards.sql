-- What guards the record, row by row, of the tables in $1 (null: all of ours). Run with pg_catalog alone
-- as search_path, so that names are written alike everywhere. Owners and grantors are left out.
WITH ours (role) AS (
    SELECT oid FROM pg_roles
    WHERE rolname IN ('plenary_owner', 'plenary_app', 'plenary_sealer', 'plenary_auditor')
), those (role) AS (
    SELECT oid FROM pg_roles WHERE rolname IN ('plenary_app', 'plenary_sealer', 'plenary_auditor')
), strange (role) AS (
    -- Who may neither own what is ours nor act as who does: no administrator of this database.
    SELECT oid FROM pg_roles WHERE NOT rolsuper AND rolname NOT IN ('plenary_owner', 'plenary_migrator')
        AND oid <> (SELECT datdba FROM pg_database WHERE datname = current_database())
), guarded AS (
    SELECT c.*, s.name
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL (SELECT replace(n.nspname || '.' || c.relname, 'public.', '')) AS s (name)
    WHERE n.nspname IN ('public', 'view') AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND ($1::text[] IS NULL OR s.name = ANY ($1))
), called AS (
    SELECT DISTINCT p.oid, p.proacl, p.proowner, replace(p.oid::regprocedure::text, 'public.', '') AS name
    FROM guarded AS g
    JOIN pg_trigger AS t ON t.tgrelid = g.oid AND NOT t.tgisinternal
    JOIN pg_proc AS p ON p.oid = t.tgfoid
), held (acl, owner, object) AS (
    SELECT coalesce(relacl, acldefault('r', relowner)), relowner, 'in ' || name FROM guarded
    UNION ALL
    SELECT a.attacl, g.relowner, 'in column ' || a.attname || ' of ' || g.name
    FROM guarded AS g JOIN pg_attribute AS a ON a.attrelid = g.oid AND a.attacl IS NOT NULL
    UNION ALL
    SELECT coalesce(proacl, acldefault('f', proowner)), proowner, name FROM called
    UNION ALL
    SELECT coalesce(nspacl, acldefault('n', nspowner)), nspowner, 'in schema ' || nspname
    FROM pg_namespace WHERE nspname IN ('public', 'view')
)
SELECT 'table' AS kind, g.name, concat_ws(
    ', ', CASE g.relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' ELSE 'relation ' || g.relkind::text END,
    CASE WHEN g.relpersistence <> 'p' THEN 'not kept after a crash' END,
    CASE WHEN g.relrowsecurity OR g.relforcerowsecurity THEN 'row-level security' END,
    CASE WHEN EXISTS (SELECT FROM pg_inherits WHERE g.oid IN (inhparent, inhrelid)) THEN 'inherited' END,
    CASE WHEN g.relowner IN (SELECT role FROM strange) THEN 'of ' || pg_get_userbyid(g.relowner) END
) AS definition
FROM guarded AS g
UNION ALL
SELECT 'column', a.attname || ' of ' || g.name, concat_ws(
    ' ', format_type(a.atttypid, a.atttypmod), (SELECT 'COLLATE ' || collname FROM pg_collation
        WHERE oid = a.attcollation AND collname <> 'default'),
    CASE WHEN a.attnotnull THEN 'NOT NULL' END, CASE WHEN a.attgenerated <> '' THEN 'GENERATED' END,
    CASE WHEN a.attidentity <> '' THEN 'IDENTITY' END, 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
)
FROM guarded AS g
JOIN pg_attribute AS a ON a.attrelid = g.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef AS d ON d.adrelid = g.oid AND d.adnum = a.attnum
UNION ALL
SELECT 'constraint', c.conname || ' on ' || g.name, pg_get_constraintdef(c.oid) || CASE
    WHEN EXISTS (SELECT FROM pg_trigger WHERE tgconstraint = c.oid AND tgenabled <> 'O')
        THEN ', switched off' ELSE '' END
FROM guarded AS g JOIN pg_constraint AS c ON c.conrelid = g.oid AND c.contype <> 'n'
UNION ALL
SELECT 'index', i.relname || ' on ' || g.name,
    pg_get_indexdef(x.indexrelid) || CASE WHEN x.indisvalid AND x.indisready THEN '' ELSE ', not valid' END
FROM guarded AS g
JOIN pg_index AS x ON x.indrelid = g.oid
JOIN pg_class AS i ON i.oid = x.indexrelid
UNION ALL
SELECT 'trigger', t.tgname || ' on ' || g.name,
    pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'O' THEN '' ELSE ', switched to ' || t.tgenabled::text END
FROM guarded AS g JOIN pg_trigger AS t ON t.tgrelid = g.oid AND NOT t.tgisinternal
UNION ALL
SELECT 'function', name, pg_get_functiondef(oid) || CASE
    WHEN proowner IN (SELECT role FROM strange) THEN 'of ' || pg_get_userbyid(proowner) ELSE '' END
FROM called
UNION ALL
SELECT 'rule', r.rulename || ' on ' || g.name, pg_get_ruledef(r.oid)
FROM guarded AS g JOIN pg_rewrite AS r ON r.ev_class = g.oid
UNION ALL
SELECT 'policy', p.polname || ' on ' || g.name, coalesce(pg_get_expr(p.polqual, p.polrelid), '')
FROM guarded AS g JOIN pg_policy AS p ON p.polrelid = g.oid
UNION ALL
SELECT 'right', concat_ws(
    ' ', CASE a.grantee WHEN 0 THEN 'everybody' ELSE pg_get_userbyid(a.grantee) END,
    'may', a.privilege_type, h.object
), CASE WHEN bool_or(a.is_grantable) THEN 'and may pass it on' ELSE '' END
FROM held AS h CROSS JOIN LATERAL aclexplode(h.acl) AS a
WHERE a.grantee <> h.owner AND a.privilege_type NOT IN ('MAINTAIN', 'USAGE')
    AND (a.grantee = 0 OR a.grantee IN (SELECT role FROM ours) OR a.privilege_type <> 'SELECT')
    AND (pg_get_userbyid(a.grantee) <> 'plenary_owner' OR h.object NOT LIKE 'in schema %')
GROUP BY a.grantee, a.privilege_type, h.object
UNION ALL
SELECT 'right', pg_get_userbyid(member) || ' may act as ' || pg_get_userbyid(roleid), ''
FROM pg_auth_members
WHERE (member IN (SELECT role FROM those)
        OR (member IN (SELECT role FROM strange) AND pg_get_userbyid(roleid) = 'plenary_owner'))
    AND pg_get_userbyid(roleid) NOT IN ('pg_monitor', 'pg_read_all_data', 'pg_read_all_settings',
        'pg_read_all_stats', 'pg_stat_scan_tables')
UNION ALL
SELECT 'role', rolname, concat_ws(
    ', ', CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolcreaterole THEN 'makes roles' END,
    CASE WHEN rolreplication THEN 'replicates' END, CASE WHEN rolbypassrls THEN 'passes policies by' END,
    CASE WHEN rolcanlogin AND rolname = 'plenary_owner' THEN 'may log in' END
)
FROM pg_roles WHERE oid IN (SELECT role FROM ours)
UNION ALL
SELECT 'schema', nspname, 'stands before public for the role of that name'
FROM pg_namespace WHERE nspname IN (SELECT pg_get_userbyid(role) FROM ours)
UNION ALL
SELECT 'schema', nspname, 'of ' || pg_get_userbyid(nspowner)
FROM pg_namespace WHERE nspname = 'view' AND nspowner IN (SELECT role FROM strange)
UNION ALL
SELECT 'trigger', evtname, 'on every ' || evtevent
FROM pg_event_trigger
WHERE NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = pg_event_trigger.oid AND d.deptype = 'e')
UNION ALL
SELECT 'setting', 'session_replication_role', current_setting('session_replication_role')
UNION ALL
SELECT 'setting', concat_ws(
    ' ', split_part(word, '=', 1), 'of', CASE setrole WHEN 0 THEN 'everybody'
        ELSE pg_get_userbyid(setrole) END, CASE setdatabase WHEN 0 THEN NULL ELSE 'in this database' END
), word
FROM pg_db_role_setting CROSS JOIN LATERAL unnest(setconfig) AS word
WHERE (setrole = 0 OR setrole IN (SELECT role FROM ours))
    AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    AND split_part(word, '=', 1) IN (
        'session_replication_role', 'row_security', 'search_path', 'synchronous_commit', 'role'
    )
