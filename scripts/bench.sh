#!/usr/bin/env bash
# Runs the benchmarks and writes docs/benchmarks.md: each figure beside its limit
# or peer from the same run. Read the ratios; absolute figures are this machine's.
# About ten minutes on two cores; nothing else should run meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
out=docs/benchmarks.md
load=$(cut -d' ' -f1 /proc/loadavg)
raw=$(mktemp)
work=$(mktemp -d)
trap 'rm -rf "$raw" "$work"' EXIT

# The whole program, as it is shipped but for the page.
CGO_ENABLED=0 go build -ldflags="-s -w" -o "$work/tramway" ./cmd/tramway
export TRAMWAY_BENCH_PROGRAM="$work/tramway"

bench() { # time, packages...
  local time=$1
  shift
  go test -run '^$' -bench . -benchtime "$time" -timeout 15m "$@" | tee -a "$raw"
}

bench 1x ./internal/load ./internal/backup
bench "${BENCHTIME:-1s}" ./internal/org ./internal/sqldb ./internal/authz ./internal/record ./internal/blob \
  ./internal/law/... ./internal/proof ./internal/directory ./internal/chat ./internal/search
{
  echo "# Benchmarks"
  echo
  echo "Written by \`make bench\` on $(date -u +%Y-%m-%d), $(nproc) cores, $(go version | cut -d' ' -f3). The limits are those of the design;"
  echo "ratios hold on other machines, absolute figures do not. Load when it began: $load; above 1 somebody else was computing,"
  echo "and what has to be fast in seconds looks slower than it is."
  echo
  awk -f scripts/bench.awk "$raw"
  echo
  echo '```'
  grep -E '^(pkg:|Benchmark)' "$raw"
  echo '```'
} > "$out"
echo "wrote $out"
