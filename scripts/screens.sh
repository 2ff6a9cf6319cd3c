#!/usr/bin/env bash
# Writes every page at both sizes in two languages into screens/.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
bin/tramway demo --data "$work/demo" --listen 127.0.0.1:18082 --log-level warn --rate 1000 > "$work/log" 2>&1 &
pid=$!
trap 'kill $pid 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 300); do curl -fs http://localhost:18082/api/v1/boot >/dev/null 2>&1 && break; sleep 0.1; done
cd web
BASE_URL=http://localhost:18082 OUT="${OUT:-$PWD/../screens}" npm run --silent screens
