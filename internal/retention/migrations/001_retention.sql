-- How long things are kept, who asked for copies, what must stay, and who is being
-- forgotten.

-- table retention_periods: retention=none export=organisation purge=organisation
CREATE TABLE {o}.retention_periods (
	class  TEXT PRIMARY KEY, -- structure
	days   INTEGER NOT NULL, -- structure: 0: as long as the organisation
	set_by TEXT NOT NULL, -- identifier
	set_at BIGINT NOT NULL -- structure
);

-- table holds: retention=request export=organisation purge=request
CREATE TABLE {o}.holds (
	id       TEXT PRIMARY KEY, -- identifier
	person   TEXT NOT NULL, -- identifier: '': the whole organisation
	reason   {{SEALED}} NOT NULL, -- content: the law or the interest that it is for
	made_by  TEXT NOT NULL, -- identifier
	made_at  BIGINT NOT NULL, -- structure
	until    BIGINT NOT NULL, -- structure
	ended_at BIGINT NOT NULL -- structure: 0: by nobody
);

-- table copies: retention=request export=person purge=request
CREATE TABLE {o}.copies (
	id         TEXT PRIMARY KEY, -- identifier
	person     TEXT NOT NULL, -- identifier: whose data
	asked_by   TEXT NOT NULL, -- identifier: who may have it
	made_at    BIGINT NOT NULL, -- structure
	state      TEXT NOT NULL, -- structure: preparing, ready
	parts      {{JSON}} NOT NULL, -- structure: how many rows of each table
	ready_at   BIGINT NOT NULL, -- structure
	expires_at BIGINT NOT NULL, -- structure
	taken_at   BIGINT NOT NULL -- structure: first downloaded; 0: not yet
);
CREATE INDEX copies_asked ON {o}.copies(asked_by, id);
CREATE INDEX copies_person ON {o}.copies(person);

-- table erasures: retention=request export=person purge=request
CREATE TABLE {o}.erasures (
	id       TEXT PRIMARY KEY, -- identifier
	person   TEXT NOT NULL UNIQUE, -- identifier
	asked_by TEXT NOT NULL, -- identifier: '': the period is over
	made_at  BIGINT NOT NULL, -- structure
	wrote    BOOLEAN NOT NULL, -- structure: also what they wrote and did
	state    TEXT NOT NULL, -- structure: running, waiting, held, done
	gone     BIGINT NOT NULL, -- structure: rows
	next_at  BIGINT NOT NULL, -- structure
	done_at  BIGINT NOT NULL -- structure
);
