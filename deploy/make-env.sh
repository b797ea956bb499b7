#!/bin/sh
# Write deploy/.env with fresh passwords, readable by its owner only. Never overwrites one.
set -eu
cd "$(dirname "$0")"

[ ! -e .env ] || { echo "deploy/.env exists already; nothing was changed." >&2; exit 1; }

password() {
  od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

umask 077
sed '/^#/d; /^$/d' .env.example | while IFS='=' read -r name value; do
  case $name in
    *_PASSWORD) printf '%s=%s\n' "$name" "$(password)" ;;
    *) printf '%s=%s\n' "$name" "$value" ;;
  esac
done > .env.new
mv .env.new .env
echo "deploy/.env is written. Keep a copy where your backups are."
