#!/usr/bin/env bash
# Runs the stages of the test suite and prints how long each took.
#   scripts/test.sh all | lint | go | race | page | crash | e2e
set -euo pipefail
cd "$(dirname "$0")/.."
export TRAMWAY_TEST_VERSITYGW="$PWD/.cache/bin/versitygw"
export TRAMWAY_TEST_PEBBLE="$PWD/.cache/bin/pebble"
export TRAMWAY_TEST_RSYSLOG=/usr/sbin/rsyslogd
export TRAMWAY_TEST_PYSAML2=/usr/bin/python3
report=()

stage() { # name, command...
  local name=$1 begin=$SECONDS
  shift
  echo "== $name"
  "$@"
  report+=("$(awk -v n="$name" -v s=$((SECONDS - begin)) 'BEGIN { printf "%-6s %5.1f min", n, s / 60 }')")
}

deps() { scripts/install-test-deps.sh; }

lint() {
  local bad
  bad=$(gofmt -l cmd internal web/*.go)
  [ -z "$bad" ] || { echo "not formatted: $bad"; return 1; }
  go vet ./...
  make --no-print-directory web/node_modules/.done
  (cd web && npm run --silent lint)
}

page() {
  make --no-print-directory web/node_modules/.done
  (cd web && npm run --silent test && npm run --silent build)
  scripts/check-api.sh
}

# The program as a whole takes twelve minutes on two cores.
go_tests() { go test -timeout 25m ./...; }

# The race detector needs cgo; the floors and the conversations are where
# goroutines meet.
race() {
  CGO_ENABLED=1 go test -race -short -timeout 15m ./internal/sqldb/... ./internal/org/... ./internal/host/... ./internal/authz/... \
    ./internal/keyring/... ./internal/blob/... ./internal/bus/... ./internal/chat/... ./internal/directory/...
}

crash() { make --no-print-directory crash ROUNDS=20; }

e2e() {
  CGO_ENABLED=0 go build -tags page -ldflags="-s -w" -o bin/tramway ./cmd/tramway
  scripts/e2e.sh
}

case "${1:-all}" in
  all)
    stage deps deps
    stage lint lint
    stage page page
    stage go go_tests
    stage race race
    stage crash crash
    stage e2e e2e
    ;;
  lint) stage lint lint ;;
  go) stage deps deps; stage go go_tests ;;
  race) stage deps deps; stage race race ;;
  page) stage page page ;;
  crash) stage deps deps; stage crash crash ;;
  e2e) stage deps deps; stage page page; stage e2e e2e ;;
  *) echo "unknown stage $1" >&2; exit 2 ;;
esac
printf '%s\n' "" "Stages:" "${report[@]}"
