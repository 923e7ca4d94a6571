#!/bin/sh
# Makes passwords, a small certificate authority and a certificate for the database, once, in ./secrets.
set -eu
cd "$(dirname "$0")"
if [ -e secrets ]; then
  echo 'There is a folder "secrets" already; nothing was changed.' >&2
  exit 1
fi
umask 077
mkdir secrets
cd secrets
for role in superuser owner api worker portal exchange; do
  openssl rand -hex 24 | tr -d '\n' > "${role}_password"
done
openssl req -x509 -newkey ed25519 -nodes -days 3650 -subj '/CN=Relink database CA' -keyout ca.key -out ca.crt 2>/dev/null
openssl req -newkey ed25519 -nodes -subj '/CN=database' -keyout database.key -out database.csr 2>/dev/null
printf 'subjectAltName=DNS:database\n' > san
openssl x509 -req -in database.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -extfile san -out database.crt 2>/dev/null
rm database.csr san
url() { printf 'postgresql://%s:%s@database:5432/relink?sslmode=verify-full' "$1" "$(cat "$2")"; }
url postgres superuser_password > setup_url
url relink_api api_password > api_url
url relink_worker worker_password > worker_url
url relink_portal portal_password > portal_url
url relink_exchange exchange_password > exchange_url
# PostgreSQL runs as user 999 in its image and wants its key for itself; the apps run as user 1000.
chown 999:999 database.key database.crt superuser_password 2>/dev/null || echo 'Run as root, or give database.key to user 999.' >&2
chown 1000:1000 ca.crt setup_url api_url worker_url portal_url exchange_url owner_password api_password worker_password portal_password exchange_password 2>/dev/null || true
echo 'Made docker/secrets. Keep a copy in a safe place, and never put it under version control.'
