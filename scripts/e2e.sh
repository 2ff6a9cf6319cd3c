#!/usr/bin/env bash
# Serves two fresh demonstrations and an empty installation on loopback and runs the
# browser tests against them: the main tasks, half of them at each demonstration,
# accessibility, every page in two sizes and languages, and one line of real life that
# ends with the machine emptied and restored.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
export WORK=$work
stop() {
  for f in "$work"/*.pid "$work"/beside/*.pid; do kill "$(cat "$f")" 2>/dev/null || true; done
  sleep 0.5
  rm -rf "$work"
}
trap stop EXIT

scripts/serve.sh demo 18080
scripts/serve.sh serve 18081
mkdir "$work/beside"
WORK=$work/beside scripts/serve.sh demo 18082
go build -o "$work/torchverify" ./internal/record/torchverify
go build -o "$work/idp" ./scripts/idp
go run ./scripts/staff > "$work/staff.xlsx"
code=$(grep -oE '[A-Za-z0-9_-]{12}$' "$work/serve.log" | tail -1)

cd web
export BASE_URL=http://localhost:18080 BESIDE_URL=http://localhost:18082 EMPTY_URL=http://localhost:18081 SETUP_CODE=$code
export IDP=$work/idp STAFF=$work/staff.xlsx TORCHVERIFY=$work/torchverify REBUILD=$PWD/../scripts/rebuild.sh
node tests/run.mjs line
npm run --silent e2e
# Both only look, each for as long as the other: together they take half the time.
npm run --silent axe > "$work/axe.log" 2>&1 &
axe=$!
# The tasks above went through English on a desktop and Chinese on a phone; make screens looks at all four.
PAIRS=en/phone,zh-HK/desktop OUT=$work/screens npm run --silent screens
wait "$axe" || { cat "$work/axe.log"; exit 1; }
tail -2 "$work/axe.log"
npm run --silent size
