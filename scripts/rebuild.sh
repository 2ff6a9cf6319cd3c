#!/usr/bin/env bash
# Backs the test's installation up, empties the machine, restores, serves again.
set -euo pipefail
cd "$(dirname "$0")/.."
go run ./scripts/agekey > "$WORK/operator.key" 2> "$WORK/operator.pub"
go run ./scripts/agekey > "$WORK/offline.key" 2> "$WORK/offline.pub"
bin/tramway backup --data "$WORK/serve" --passphrase "$WORK/serve.passphrase" --to "$WORK/backups" \
  --recipient "$(cat "$WORK/operator.pub")" --recipient "$(cat "$WORK/offline.pub")"
kill "$(cat "$WORK/serve.pid")"
while kill -0 "$(cat "$WORK/serve.pid")" 2>/dev/null; do sleep 0.1; done
rm -rf "$WORK/serve"
bin/tramway restore --data "$WORK/serve" --passphrase "$WORK/serve.passphrase" --from "$WORK"/backups/*.age --identity "$WORK/offline.key"
scripts/serve.sh serve 18081
