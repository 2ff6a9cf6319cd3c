# Turns benchmark lines into the table of limits.
/^Benchmark/ { sub(/-[0-9]+$/, "", $1); ns[$1] = $3; for (i = 3; i < NF; i++) unit[$1, $(i+1)] = $i }
function row(what, figure, limit) { printf "| %s | %s | %s |\n", what, figure, limit }
END {
  print "| path | measured | limit |"; print "| --- | --- | --- |"
  alone = ns["BenchmarkDoor/group=1"]; group = ns["BenchmarkDoor/group=128"]
  if (group) row("write door, SQLite FULL, encrypted, record and outbox included, 64 writers", sprintf("%.1f × the door with group size 1", alone / group), "≥ 2.5 ×")
  plain = ns["BenchmarkEntry/without"]; with = ns["BenchmarkEntry/with"]
  if (plain) row("entry in the business write", sprintf("%.2f × the write without", with / plain), "≤ 1.3 ×")
  d = ns["BenchmarkDecideWith500Grants"]; if (d) row("a decision with 500 grants", sprintf("%.1f µs", d / 1000), "< 20 µs")
  l = unit["BenchmarkAnnualLeaveBalances", "balances/s"]; if (l) row("annual-leave balances, one core, " unit["BenchmarkAnnualLeaveBalances", "allocs/op"] " allocations each", sprintf("%.1f million a second", l / 1e6), "≥ 1 million a second")
  a = unit["BenchmarkAverageDailyWages", "averages/s"]; if (a) row("average daily wages over 12 months of daily records, one core, " unit["BenchmarkAverageDailyWages", "allocs/op"] " allocations each", sprintf("%.0f thousand a second", a / 1e3), "≥ 100 thousand a second")
  i = ns["BenchmarkImport10000People/sqlite"]; if (i) row("10,000 people imported, SQLite", sprintf("%.1f s", i / 1e9), "< 10 s")
  p = ns["BenchmarkImport10000People/postgres"]; if (p) row("10,000 people imported, PostgreSQL", sprintf("%.1f s", p / 1e9), "reported")
}
