#!/bin/sh
# Run by the postgres image once, on an empty volume: who may connect, and to which database.
# The owner of the register cannot log in; the migrator acts for it and does nothing else.
set -eu

psql --username=postgres --dbname=postgres --no-psqlrc --quiet --set=ON_ERROR_STOP=1 \
  --set=migrator="$PLENARY_MIGRATOR_PASSWORD" \
  --set=app="$PLENARY_APP_PASSWORD" \
  --set=sealer="$PLENARY_SEALER_PASSWORD" \
  --set=temporal="$TEMPORAL_PASSWORD" <<'SQL'
CREATE ROLE plenary_owner NOLOGIN;
CREATE ROLE plenary_sealer LOGIN PASSWORD :'sealer';
CREATE ROLE plenary_auditor LOGIN;
CREATE ROLE plenary_migrator LOGIN PASSWORD :'migrator' IN ROLE plenary_owner;
CREATE ROLE plenary_app LOGIN PASSWORD :'app';
CREATE ROLE temporal LOGIN PASSWORD :'temporal';

CREATE DATABASE plenary OWNER plenary_owner;
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;

REVOKE ALL ON DATABASE plenary, temporal, temporal_visibility FROM PUBLIC;
GRANT CONNECT ON DATABASE plenary TO plenary_app, plenary_auditor, plenary_migrator,
  plenary_sealer;
SQL
