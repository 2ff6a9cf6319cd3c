# Turns benchmark lines into the table of limits. A row whose benchmark did not run is
# left out.
/^Benchmark/ {
  sub(/-[0-9]+$/, "", $1)
  for (i = 3; i < NF; i += 2) unit[$1, $(i + 1)] = $i
}
function of(name, u) { return unit["Benchmark" name, u] + 0 }
function ns(name) { return of(name, "ns/op") }
function ran(name) { return ("Benchmark" name, "ns/op") in unit }
function row(what, figure, limit, met) { printf "| %s | %s | %s | %s |\n", what, figure, limit, met }
function yes(met) { return met ? "yes" : "**no**" }
# below: a figure that has to stay under a limit, with a format and what it is of.
function below(name, what, value, form, limit) { if (ran(name)) row(what, sprintf(form, value), "< " sprintf(form, limit), yes(value < limit)) }
function atleast(name, what, value, form, limit) { if (ran(name)) row(what, sprintf(form, value), "≥ " sprintf(form, limit), yes(value >= limit)) }
function ratio(a, b) { return b ? a / b : 0 }
END {
  print "| path | measured | limit | met |"; print "| --- | --- | --- | --- |"
  atleast("Door/group=1", "write door, SQLite FULL, encrypted, record and outbox included, 64 writers, against itself with one write a commit", ratio(ns("Door/group=1"), ns("Door/group=128")), "%.1f ×", 2.5)

  n = "StartAndIdle"
  below(n, "start: from the process to an answer", of(n, "s-to-serve"), "%.2f s", 1)
  below(n, "idle: resident with one organisation open", of(n, "MB-one-open"), "%.0f MB", 150)
  below(n, "idle: resident for each further organisation, of 100", of(n, "MB-each-further"), "%.1f MB", 3)
  n = "IdleSockets"
  below(n, sprintf("idle live connections, %d of them", of(n, "sockets")), of(n, "KiB-each"), "%.0f KiB each", 50)

  split("sqlite postgres", engines, " "); split("SQLite PostgreSQL", called, " ")
  for (i = 1; i <= 2; i++) {
    n = "OldMessages/" engines[i]
    if (ran(n)) row("100,000 old messages, " called[i] ", the program killed twice meanwhile: read, and imported", sprintf("%.0f and %.0f a second; %.0f MB resident at most, %.0f in the first tenth", of(n, "messages-read/s"), of(n, "messages-imported/s"), of(n, "MB-resident-most"), of(n, "MB-resident-first-tenth")), "reported", "–")
  }
  split("folder bucket", places, " ")
  for (i = 1; i <= 2; i++) {
    n = "OldArchive/" places[i]
    below(n, "an archive of 2 GB, files in a " places[i] ", the program killed meanwhile: resident at most", of(n, "MB-resident-most"), "%.0f MB", 500)
  }

  n = "PostToThousand"
  if (ran(n)) {
    r = ratio(of(n, "µs-CPU"), of(n, "peer-µs-CPU"))
    row("a message to 1,000 members' sockets: server's processor time a delivery", sprintf("%.1f µs, %.1f × Centrifuge alone", of(n, "µs-CPU"), r), "≤ 2 × Centrifuge alone, which stores nothing", yes(r <= 2))
    d = ratio(of(n, "deliveries/s"), of(n, "peer-deliveries/s"))
    row("… deliveries a second, generator on the same cores", sprintf("%.0f, %.2f × Centrifuge alone", of(n, "deliveries/s"), d), "≥ 180000", yes(of(n, "deliveries/s") >= 180000))
    row("… five posts a second, 99 of 100 deliveries faster than", sprintf("%.0f ms; Centrifuge alone %.0f ms", of(n, "ms-p99"), of(n, "peer-ms-p99")), "≤ 26 ms", yes(of(n, "ms-p99") <= 26))
  }

  n = "PostToThousandIn500"
  if (ran(n)) {
    r = ratio(of(n, "µs-CPU"), of(n, "peer-µs-CPU"))
    row("the same, each of the thousand in 500 conversations of all", sprintf("%.1f µs, %.1f × Centrifuge alone; %.0f deliveries a second; %.0f MB resident", of(n, "µs-CPU"), r, of(n, "deliveries/s"), of(n, "MB-resident")), "≤ 2 × Centrifuge alone", yes(r <= 2))
    row("… five posts a second, 99 of 100 deliveries faster than", sprintf("%.0f ms; Centrifuge alone %.0f ms", of(n, "ms-p99"), of(n, "peer-ms-p99")), "≤ 26 ms", yes(of(n, "ms-p99") <= 26))
  }

  n = "SignIn"
  if (ran(n)) {
    row("sign-ins a second, argon2id with 7 MiB and five passes, generator on the same cores", sprintf("%.0f", of(n, "sign-ins/s")), "≥ 50", yes(of(n, "sign-ins/s") >= 50))
    row("… what others wait for meanwhile, 95 of 100 faster than", sprintf("%.0f ms; before it %.0f ms", of(n, "ms-p95-during"), of(n, "ms-p95-before")), "reported", "–")
  }
  below("Import10000People/sqlite", "10,000 people imported, SQLite", ns("Import10000People/sqlite") / 1e9, "%.1f s", 10)
  if (ran("Import10000People/postgres")) row("10,000 people imported, PostgreSQL", sprintf("%.1f s", ns("Import10000People/postgres") / 1e9), "reported", "–")
  split("tree list search line", asked, " ")
  split("all team most", sight, " ")
  whose["all"] = "for who sees all"; whose["team"] = "for one kept to a team"; whose["most"] = "for one who does not see some"
  for (k = 1; k <= 4; k++) for (w = 1; w <= 3; w++) {
    n = "10000People/" asked[k] "/" sight[w]
    what = asked[k] " of 10,000 people " whose[sight[w]] ", 95 of 100 faster than, "
    below(n "/sqlite", what "SQLite", of(n "/sqlite", "ms-p95"), "%.1f ms", 50)
    if (ran(n "/postgres")) row(what "PostgreSQL just after the import", sprintf("%.1f ms", of(n "/postgres", "ms-p95")), "reported", "–")
  }

  n = "Entry"
  if (ran(n)) {
    r = ratio(of(n, "µs-with"), of(n, "µs-without"))
    row("entry in the business write, against the write without, by turns", sprintf("%.2f × (%.0f and %.0f µs)", r, of(n, "µs-with"), of(n, "µs-without")), "≤ 1.30 ×", yes(r <= 1.3))
  }
  n = "MillionEntries/sequence"; atleast(n, "sequencer, encrypted SQLite", of(n, "entries/s"), "%.0f entries a second", 50000)
  n = "MillionEntries/prove"; below(n, "evidence for one of 1,000,000 entries: entry, inclusion proof, checkpoint", ns(n) / 1e6, "%.2f ms", 5)
  n = "MillionEntries/verify"; below(n, "1,000,000 entries verified from their texts", ns(n) / 1e9, "%.1f s", 10)

  n = "MonthOfAMillion/sqlite/count"; if (ran(n)) row("a month of 1,000,000 entries counted for its review, once and while they come", sprintf("%.0f entries a second SQLite, %.0f PostgreSQL", of(n, "entries/s"), of("MonthOfAMillion/postgres/count", "entries/s")), "reported", "–")
  n = "MonthOfAMillion/sqlite/sums"; below(n, "… the sums of that month, SQLite", ns(n) / 1e6, "%.1f ms", 50)
  n = "MonthOfAMillion/postgres/sums"; if (ran(n)) row("… of 200,000, PostgreSQL", sprintf("%.1f ms", ns(n) / 1e6), "reported", "–")

  n = "DecideWith500Grants"; below(n, "a decision with 500 grants", ns(n) / 1e3, "%.1f µs", 20)
  n = "Filter10000/sqlite"; below(n, "a list of 10,000 filtered by 26 grants, SQLite", ns(n) / 1e6, "%.1f ms", 50)
  n = "Filter10000/postgres"; below(n, "… PostgreSQL", ns(n) / 1e6, "%.1f ms", 50)

  split("Write Read", asked, " ")
  for (k = 1; k <= 2; k++) {
    n = asked[k]; r = ratio(of(n, "MB/s-encrypted"), of(n, "MB/s-plain"))
    if (ran(n)) row("blobs, 128 MiB " (k == 1 ? "written to the disk" : "read from a cold disk") ", against the raw disk by turns", sprintf("%.2f × (%.0f MB/s)", r, of(n, "MB/s-encrypted")), "≥ 0.60 ×", yes(r >= 0.6))
  }
  n = "Restore"
  if (ran(n)) row(sprintf("an organisation of %.0f MB restored, verified and serving again", of(n, "MB")), sprintf("%.0f MB/s", of(n, "MB-restored/s")), "≥ 17 MB/s, which is 10 GB in 10 minutes", yes(of(n, "MB-restored/s") >= 17))

  n = "OpenAMillionMessages/latest"; below(n, "a conversation of 1,000,000 messages opened", ns(n) / 1e6, "%.2f ms", 50)
  n = "OpenAMillionMessages/anywhere"; below(n, "… scrolled to any place", ns(n) / 1e6, "%.2f ms", 50)
  n = "UnreadOf500/sqlite"; if (ran(n)) row("what is unread in 500 conversations, one query", sprintf("%.2f ms SQLite, %.2f ms PostgreSQL", ns(n) / 1e6, ns("UnreadOf500/postgres") / 1e6), "reported", "–")
  whose["all"] = "500 conversations"; whose["fifty"] = "50 of 500 conversations"; whose["quiet"] = "3 quiet ones of 500 conversations"
  split("all fifty quiet", sight, " ")
  for (w = 1; w <= 3; w++) {
    n = "Search/sqlite/" sight[w]; p = "Search/postgres/" sight[w]
    below(n, "search in 1,000,000 messages, newest first, by one in " whose[sight[w]] ", 95 of 100 faster than, SQLite", of(n, "ms-p95"), "%.1f ms", 50)
    if (ran(p)) row("… in 200,000, PostgreSQL", sprintf("%.1f ms", of(p, "ms-p95")), "reported", "–")
  }
  n = "Search/sqlite/all"; if (ran(n)) row("index of messages made anew", sprintf("%.0f messages a second SQLite, %.0f PostgreSQL", of(n, "indexed/s"), of("Search/postgres/all", "indexed/s")), "reported", "–")
  n = "Post"; if (ran(n)) row("a post: statements and allocations", sprintf("%.0f statements, %d allocations", of(n, "statements/op"), of(n, "allocs/op")), "reported", "–")

  n = "AnnualLeaveBalances"; atleast(n, "annual-leave balances, one core, " of(n, "allocs/op") " allocations each", of(n, "balances/s") / 1e6, "%.1f million a second", 1)
  n = "AverageDailyWages"; atleast(n, "average daily wages over 12 months of daily records, one core, " of(n, "allocs/op") " allocations each", of(n, "averages/s") / 1e3, "%.0f thousand a second", 100)
}
