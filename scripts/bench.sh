#!/usr/bin/env bash
# Runs the benchmarks and writes docs/benchmarks.md: each figure beside its limit
# or peer from the same run. Read the ratios; absolute figures are this machine's.
set -euo pipefail
cd "$(dirname "$0")/.."
out=docs/benchmarks.md
raw=$(mktemp)
trap 'rm -f "$raw"' EXIT
go test -run '^$' -bench . -benchtime "${BENCHTIME:-1s}" -timeout 30m ./internal/org ./internal/sqldb ./internal/authz ./internal/record \
  ./internal/blob ./internal/law/... ./internal/directory | tee "$raw"
{
  echo "# Benchmarks"
  echo
  echo "Written by \`make bench\` on $(date -u +%Y-%m-%d), $(nproc) cores, $(go version | cut -d' ' -f3). The limits are those of the design;"
  echo "ratios hold on other machines, absolute figures do not."
  echo
  awk -f scripts/bench.awk "$raw"
  echo
  echo '```'
  grep -E '^(pkg:|Benchmark)' "$raw"
  echo '```'
} > "$out"
echo "wrote $out"
