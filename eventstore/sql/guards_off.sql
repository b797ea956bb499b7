-- What guards the record against change and is switched off: a trigger, or a right too many.
SELECT 'trigger ' || trigger.tgname || ' on ' || trigger.tgrelid::regclass AS guard
FROM pg_trigger AS trigger
WHERE NOT trigger.tgisinternal AND trigger.tgenabled <> 'O'
    AND trigger.tgrelid::regclass::text IN (
        'event', 'command', 'checkpoint', 'cosignature', 'tile', 'event_type', 'migration'
    )
UNION ALL
SELECT 'no trigger append_only on ' || guarded.name
FROM unnest(ARRAY['event', 'command', 'checkpoint', 'cosignature', 'tile', 'event_type', 'migration'])
    AS guarded (name)
WHERE NOT EXISTS (
    SELECT FROM pg_trigger
    WHERE tgname = 'append_only' AND tgrelid = to_regclass(guarded.name)
)
UNION ALL
SELECT role || ' may ' || action || ' in ' || name
FROM unnest(ARRAY['plenary_app', 'plenary_sealer', 'plenary_auditor']) AS held (role)
CROSS JOIN unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS done (action)
CROSS JOIN unnest(ARRAY['event', 'command', 'checkpoint', 'cosignature', 'tile', 'event_type'])
    AS guarded (name)
WHERE to_regrole(role) IS NOT NULL AND has_table_privilege(role, name, action)
ORDER BY 1
