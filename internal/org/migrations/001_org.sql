-- What every house has under its modules: the record, the outbox, cursors, jobs
-- and the change sequence.

-- The record's entries. n is the order of writing. On SQLite, with one writer,
-- that is the place in the tree; on PostgreSQL the sequencer gives the place,
-- because transactions commit in another order than they begin.
-- Erasing an entry empties body and salt; the leaf stays, so the tree does.
-- table entries: retention=record export=organisation purge=record
CREATE TABLE {o}.entries (
	n      {{SERIAL}}, -- structure
@pg xid    XID8 NOT NULL DEFAULT pg_current_xact_id(), -- structure
@pg idx    BIGINT UNIQUE, -- structure: place in the tree
@sqlite idx    BIGINT GENERATED ALWAYS AS (n - 1) VIRTUAL, -- structure: place in the tree
	id     TEXT NOT NULL UNIQUE, -- identifier
	at     BIGINT NOT NULL, -- structure
	actor  TEXT NOT NULL, -- identifier
	action TEXT NOT NULL, -- structure
	object TEXT NOT NULL, -- identifier
	leaf   {{BYTES}} NOT NULL, -- structure
	salt   {{BYTES}}, -- structure
	body   {{SEALED}} -- content: who did what, before and after
);
CREATE INDEX entries_actor ON {o}.entries(actor, n);
CREATE INDEX entries_object ON {o}.entries(object, n);
CREATE INDEX entries_action ON {o}.entries(action, n);
@pg CREATE INDEX entries_waiting ON {o}.entries(xid, n) WHERE idx IS NULL;

-- table tiles: retention=record export=none purge=none
CREATE TABLE {o}.tiles (
	level INTEGER NOT NULL, -- structure
	idx   BIGINT NOT NULL, -- structure
	data  {{BYTES}} NOT NULL, -- structure
	PRIMARY KEY (level, idx)
);

-- One row: how far the tree has grown, and the last signed checkpoint.
-- table log_head: retention=record export=none purge=none
CREATE TABLE {o}.log_head (
	one           INTEGER PRIMARY KEY, -- structure
	size          BIGINT NOT NULL, -- structure
	root          {{BYTES}} NOT NULL, -- structure
	checkpoint    TEXT NOT NULL, -- structure
	checkpoint_at BIGINT NOT NULL -- structure
);

-- Events: ids, never content. Dropped when all cursors have passed and a week
-- is over.
-- table outbox: retention=outbox export=none purge=outbox
CREATE TABLE {o}.outbox (
@sqlite seq  INTEGER PRIMARY KEY AUTOINCREMENT, -- structure
@pg n    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- structure
@pg xid  XID8 NOT NULL DEFAULT pg_current_xact_id(), -- structure
@pg seq  BIGINT UNIQUE, -- structure
	type TEXT NOT NULL, -- structure
	at   BIGINT NOT NULL, -- structure
	data {{JSON}} NOT NULL -- identifier
);
@pg CREATE INDEX outbox_waiting ON {o}.outbox(xid, n) WHERE seq IS NULL;

-- table cursors: retention=none export=none purge=none
CREATE TABLE {o}.cursors (
	subscriber TEXT PRIMARY KEY, -- structure
	seq        BIGINT NOT NULL, -- structure
	tries      INTEGER NOT NULL, -- structure
	retry_at   BIGINT NOT NULL -- structure
);

-- Events that a subscriber could not handle after several tries.
-- table parked: retention=outbox export=none purge=outbox
CREATE TABLE {o}.parked (
	subscriber TEXT NOT NULL, -- structure
	seq        BIGINT NOT NULL, -- structure
	type       TEXT NOT NULL, -- structure
	at         BIGINT NOT NULL, -- structure
	data       {{JSON}} NOT NULL, -- identifier
	error      TEXT NOT NULL, -- structure
	PRIMARY KEY (subscriber, seq)
);

-- table jobs: retention=jobs export=none purge=jobs
CREATE TABLE {o}.jobs (
	id       TEXT PRIMARY KEY, -- identifier
	kind     TEXT NOT NULL, -- structure
	job_key  TEXT UNIQUE, -- identifier: at most one waiting job has it
	due      BIGINT NOT NULL, -- structure
	data     {{JSON}} NOT NULL, -- identifier
	tries    INTEGER NOT NULL, -- structure
	state    TEXT NOT NULL, -- structure: waiting, running, dead
	lease    BIGINT NOT NULL, -- structure: running until
	error    TEXT NOT NULL -- structure
);
CREATE INDEX jobs_due ON {o}.jobs(state, due);

-- The latest change of each object, so that a device can ask what changed
-- since n. A deleted object stays as a tombstone.
-- table changes: retention=none export=none purge=none
CREATE TABLE {o}.changes (
@sqlite seq  INTEGER PRIMARY KEY AUTOINCREMENT, -- structure
@pg n    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- structure
@pg xid  XID8 NOT NULL DEFAULT pg_current_xact_id(), -- structure
@pg seq  BIGINT UNIQUE, -- structure
	ref  TEXT NOT NULL, -- identifier
	kind TEXT NOT NULL -- structure: changed, deleted
);
CREATE INDEX changes_ref ON {o}.changes(ref);
@pg CREATE INDEX changes_waiting ON {o}.changes(xid, n) WHERE seq IS NULL;
