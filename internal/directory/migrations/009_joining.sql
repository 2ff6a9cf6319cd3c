-- Links by which people ask to join. Their secrets are the installation's.
-- table join_links: retention=none export=organisation purge=organisation
CREATE TABLE {o}.join_links (
	id         TEXT PRIMARY KEY, -- identifier
	label      TEXT NOT NULL, -- structure: what it is for
	department TEXT NOT NULL, -- identifier: where those who join are put; '': nowhere
	approval   BOOLEAN NOT NULL, -- structure: somebody decides about each
	most       INTEGER NOT NULL, -- structure: how many may use it; 0: any number
	used       INTEGER NOT NULL, -- structure
	expires_at BIGINT NOT NULL, -- structure
	ended_at   BIGINT NOT NULL, -- structure: 0: nobody ended it
	made_by    TEXT NOT NULL, -- identifier
	made_at    BIGINT NOT NULL -- structure
);

-- Those who asked. What only proves who they are is the installation's, too.
-- table join_requests: retention=joining export=person purge=joining
CREATE TABLE {o}.join_requests (
	id         TEXT PRIMARY KEY, -- identifier
	link       TEXT NOT NULL, -- identifier
	state      TEXT NOT NULL, -- structure: code, waiting, accepted, declined
	name       TEXT NOT NULL, -- personal
	name_zh    TEXT NOT NULL, -- personal
	email      TEXT NOT NULL, -- personal: their sign-in name as well
	phone      TEXT NOT NULL, -- personal: E.164; '': none
	department TEXT NOT NULL, -- identifier: of the link
	account    TEXT NOT NULL, -- identifier: the one that asks; '': a new one
	proved     BOOLEAN NOT NULL, -- structure: the mail address, by a code
	language   TEXT NOT NULL, -- structure: in which they are told
	device     TEXT NOT NULL, -- personal: from where they asked
	address    TEXT NOT NULL, -- personal: from where they asked
	asked_at   BIGINT NOT NULL, -- structure
	decided_at BIGINT NOT NULL, -- structure
	decided_by TEXT NOT NULL, -- identifier: '': nobody had to
	reason     TEXT NOT NULL, -- personal: told to whoever was declined
	person     TEXT NOT NULL -- identifier: who they are here; '': nobody yet
);
CREATE INDEX join_requests_state ON {o}.join_requests(state, id);
CREATE INDEX join_requests_email ON {o}.join_requests(email);
CREATE INDEX join_requests_asked ON {o}.join_requests(asked_at);
