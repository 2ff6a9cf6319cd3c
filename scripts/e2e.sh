#!/usr/bin/env bash
# Serves a fresh demonstration and an empty installation on loopback and runs the
# browser tests against them.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
pids=()
stop() {
  for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

serve() { # kind, port
  bin/tramway "$1" --data "$work/$1" --listen "127.0.0.1:$2" --log-level warn --rate 1000 > "$work/$1.log" 2>&1 &
  pids+=($!)
  for _ in $(seq 300); do
    curl -fs "http://localhost:$2/api/v1/boot" >/dev/null 2>&1 && return 0
    sleep 0.1
  done
  echo "the program did not serve:"; cat "$work/$1.log"; return 1
}

serve demo 18080
serve serve 18081
code=$(grep -oE '[A-Za-z0-9_-]{12}$' "$work/serve.log" | tail -1)
cd web
BASE_URL=http://localhost:18080 EMPTY_URL=http://localhost:18081 SETUP_CODE="$code" npm run --silent e2e
