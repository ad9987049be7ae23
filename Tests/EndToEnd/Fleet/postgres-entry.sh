#!/bin/sh
# First start: a new cluster with POSTGRES_USER (default postgres), POSTGRES_PASSWORD and POSTGRES_DB (default: as the user), reachable by password
# over TCP. Then the server in place of this shell, so that it gets the signals.
set -eu
: "${POSTGRES_USER:=postgres}"
: "${POSTGRES_DB:=$POSTGRES_USER}"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  : "${POSTGRES_PASSWORD:?set POSTGRES_PASSWORD}"
  umask 077
  echo "$POSTGRES_PASSWORD" >/tmp/password
  "$PG_PROGRAMS/initdb" -D "$PGDATA" -U "$POSTGRES_USER" --pwfile=/tmp/password --auth-local=trust --auth-host=scram-sha-256 -E UTF8 --locale=C --no-sync
  rm /tmp/password
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  if [ "$POSTGRES_DB" != postgres ]; then
    echo "CREATE DATABASE \"$POSTGRES_DB\"" | "$PG_PROGRAMS/postgres" --single -D "$PGDATA" postgres >/dev/null
  fi
fi
[ "${1:-postgres}" = postgres ] || exec "$@"
[ $# -eq 0 ] || shift
exec "$PG_PROGRAMS/postgres" -D "$PGDATA" -c listen_addresses='*' -c unix_socket_directories=/var/run/postgresql "$@"
