"""What guards the record: nothing of it is dropped, weakened or added to without being named."""

from typing import TYPE_CHECKING

import pytest

from activities.folding import CaseFold
from eventstore.connections import Pool
from eventstore.guards import FILE, guards_of, guards_strayed, written
from projections.all_views import VIEWS
from projections.rebuild import check, rebuild

if TYPE_CHECKING:
    import asyncpg

    Superuser = asyncpg.Connection[asyncpg.Record]

TRIGGER = "CREATE OR REPLACE TRIGGER append_only BEFORE {} ON event FOR EACH STATEMENT {}"
REFUSES = "EXECUTE FUNCTION refuse_change()"
NOTHING = (
    "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql {} "
    "AS $$ BEGIN RETURN NULL; END $$"
)
FOREIGN = (
    "CREATE TRIGGER aside BEFORE INSERT ON event FOR EACH ROW "
    "EXECUTE FUNCTION suppress_redundant_updates_trigger()"
)
DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
SET = "DO $do$ BEGIN EXECUTE format('ALTER {} SET {}', current_database()); END $do$"
AS_VIEW = """
    ALTER TABLE view.refusal RENAME TO kept;
    CREATE VIEW view.refusal AS SELECT * FROM view.kept;
"""

WEAKENED = {
    "a function that refuses nothing": (
        NOTHING.format("refuse_change", ""),
        "changed: function refuse_change()",
    ),
    "a trigger that never fires": (
        TRIGGER.format("UPDATE OR DELETE OR TRUNCATE", f"WHEN (false) {REFUSES}"),
        "changed: trigger append_only on event",
    ),
    "a trigger for TRUNCATE alone": (
        TRIGGER.format("TRUNCATE", REFUSES),
        "changed: trigger append_only on event",
    ),
    "a trigger switched off": (
        "ALTER TABLE event DISABLE TRIGGER append_only",
        "changed: trigger append_only on event",
    ),
    "a trigger dropped": (
        "DROP TRIGGER append_only ON migration",
        "missing: trigger append_only on migration",
    ),
    "erasure dropped": ("DROP TRIGGER erase ON event", "missing: trigger erase on event"),
    "erasure emptied": (
        NOTHING.format("erase_person", DEFINER),
        "changed: function erase_person()",
    ),
    "a foreign trigger": (FOREIGN, "not ours: trigger aside on event"),
    "a rule": (
        "CREATE RULE nowhere AS ON INSERT TO event DO INSTEAD NOTHING",
        "not ours: rule nowhere on event",
    ),
    "a right to a column": (
        "GRANT UPDATE (body) ON event TO plenary_app",
        "not ours: plenary_app may UPDATE in column body of event",
    ),
    "a right to persons": (
        "GRANT UPDATE ON person TO plenary_app",
        "not ours: plenary_app may UPDATE in person",
    ),
    "a right to migrations": (
        "GRANT UPDATE ON migration TO plenary_app",
        "not ours: plenary_app may UPDATE in migration",
    ),
    "a right to seal": (
        "GRANT INSERT ON checkpoint TO plenary_app",
        "not ours: plenary_app may INSERT in checkpoint",
    ),
    "a right of everybody": (
        "GRANT SELECT ON person TO PUBLIC",
        "not ours: everybody may SELECT in person",
    ),
    "a right to erase by hand": (
        "GRANT EXECUTE ON FUNCTION erase_person() TO plenary_app",
        "not ours: plenary_app may EXECUTE erase_person()",
    ),
    "a right of no role of ours": (
        "GRANT DELETE ON event TO pg_monitor",
        "not ours: pg_monitor may DELETE in event",
    ),
    "a right passed on": (
        "GRANT INSERT ON event TO plenary_app WITH GRANT OPTION",
        "changed: plenary_app may INSERT in event",
    ),
    "a trigger on every change of tables": (
        """CREATE FUNCTION spy() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
        CREATE EVENT TRIGGER spying ON ddl_command_end EXECUTE FUNCTION spy()""",
        "not ours: trigger spying",
    ),
    "another owner": ("ALTER TABLE event OWNER TO plenary_app", "changed: table event"),
    "a setting of the database": (
        SET.format("DATABASE %I", "session_replication_role = replica"),
        "not ours: setting session_replication_role of everybody in this database",
    ),
    "a setting of a role": (
        SET.format("ROLE plenary_app IN DATABASE %I", "session_replication_role = replica"),
        "not ours: setting session_replication_role of plenary_app in this database",
    ),
    "a setting of the session": (
        "SET session_replication_role = replica",
        "changed: setting session_replication_role",
    ),
    "a path of the role": (
        SET.format("ROLE plenary_app IN DATABASE %I", "search_path = other, public"),
        "not ours: setting search_path of plenary_app in this database",
    ),
    "a schema before ours": ("CREATE SCHEMA plenary_app", "not ours: schema plenary_app"),
    "no unique version": (
        "ALTER TABLE event DROP CONSTRAINT event_stream_version_key",
        "missing: constraint event_stream_version_key on event",
    ),
    "no key": (
        "ALTER TABLE command DROP CONSTRAINT command_pkey",
        "missing: constraint command_pkey on command",
    ),
    "a reference switched off": (
        "ALTER TABLE cosignature DISABLE TRIGGER ALL",
        "changed: constraint cosignature_size_fkey on cosignature",
    ),
    "row-level security": (
        "ALTER TABLE event ENABLE ROW LEVEL SECURITY",
        "changed: table event",
    ),
    "a policy": (
        "CREATE POLICY few ON event FOR SELECT USING (position > 5)",
        "not ours: policy few on event",
    ),
    "a table below": ("CREATE TABLE below () INHERITS (event)", "changed: table event"),
    "a table that a crash empties": (
        "ALTER TABLE tile SET UNLOGGED",
        "changed: table tile",
    ),
    "a column that may lack": (
        "ALTER TABLE event ALTER COLUMN body DROP NOT NULL",
        "changed: column body of event",
    ),
    "a view in the place of a table": (
        AS_VIEW,
        "changed: table view.refusal",
    ),
    "a table dropped": ("DROP TABLE view.deadline", "missing: table view.deadline"),
}


@pytest.mark.parametrize(("done", "told"), WEAKENED.values(), ids=WEAKENED)
async def test_a_guard_that_was_weakened_is_named(
    superuser: "Superuser", done: str, told: str
) -> None:
    await superuser.execute(done)

    assert told in [each.words for each in await guards_strayed(superuser)]


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("GRANT plenary_owner TO plenary_app", "not ours: plenary_app may act as plenary_owner"),
        ("ALTER ROLE plenary_sealer SUPERUSER", "changed: role plenary_sealer"),
        ("ALTER ROLE plenary_owner LOGIN", "changed: role plenary_owner"),
        (
            "CREATE ROLE helper LOGIN; GRANT plenary_owner TO helper",
            "not ours: helper may act as plenary_owner",
        ),
        ("CREATE ROLE helper LOGIN; ALTER TABLE event OWNER TO helper", "changed: table event"),
        (
            "CREATE ROLE helper LOGIN; ALTER SCHEMA view OWNER TO helper",
            "not ours: schema view",
        ),
    ],
)
async def test_a_role_that_may_more_is_named(superuser: "Superuser", done: str, told: str) -> None:
    """Roles belong to all databases of the tests: nothing of it is committed."""
    begun = superuser.transaction()
    await begun.start()
    await superuser.execute(done)

    assert told in [each.words for each in await guards_strayed(superuser)]
    await begun.rollback()


async def test_guards_that_nobody_touched_raise_no_alarm(
    superuser: "Superuser", pool: Pool
) -> None:
    """Not for the application, and not after a rebuild, nor for tables and rights of others."""
    await check(superuser, VIEWS, CaseFold())
    await rebuild(superuser, VIEWS, CaseFold())
    await superuser.execute(
        "CREATE TABLE public.theirs (id int PRIMARY KEY); GRANT ALL ON public.theirs TO PUBLIC; "
        "GRANT SELECT ON event TO pg_monitor"
    )

    async with pool.acquire() as connection:
        assert await guards_strayed(connection) == []


async def test_the_list_of_guards_is_what_the_migrations_make(superuser: "Superuser") -> None:
    made = written(await guards_of(superuser))

    assert FILE.read_text(encoding="utf-8") == made, (
        "a migration changed the guards; write their list anew: python -m tests.golden.write_guards"
    )
