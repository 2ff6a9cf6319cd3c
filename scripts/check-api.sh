#!/usr/bin/env bash
# The checked-in description of the API is the one the program gives, and the
# page's types are made from it: a change of the API shows as a diff in review.
set -euo pipefail
cd "$(dirname "$0")/.."
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
go run ./cmd/tramway openapi > "$made/openapi.json"
diff -q web/openapi.json "$made/openapi.json" >/dev/null || { echo "web/openapi.json is not what the program serves: run make api"; exit 1; }
(cd web && npx openapi-typescript openapi.json -o "$made/schema.gen.ts" >/dev/null)
diff -q web/src/api/schema.gen.ts "$made/schema.gen.ts" >/dev/null || { echo "web/src/api/schema.gen.ts is not made from web/openapi.json: run make api"; exit 1; }
