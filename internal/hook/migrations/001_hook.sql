-- A robot that was taken away keeps its row, so that what it said keeps its name.
-- table robots: retention=none export=organisation purge=organisation
CREATE TABLE {o}.robots (
	id           TEXT PRIMARY KEY, -- identifier
	conversation TEXT NOT NULL, -- identifier: the group it speaks in
	name         {{SEALED}} NOT NULL, -- content
	token        {{BYTES}} NOT NULL UNIQUE, -- identifier: SHA-256 of what its address ends in
	secret       {{SEALED}} NOT NULL, -- content: the key of its signatures
	signed       BOOLEAN NOT NULL, -- structure: it says nothing without a signature
	mention_all  BOOLEAN NOT NULL, -- structure: it may call everybody at once
	made_by      TEXT NOT NULL, -- identifier
	made_at      BIGINT NOT NULL, -- structure
	used_at      BIGINT NOT NULL, -- structure: 0: never
	disabled_at  BIGINT NOT NULL, -- structure: 0: it may speak
	deleted_at   BIGINT NOT NULL -- structure: 0: it is there
);
CREATE INDEX robots_conversation ON {o}.robots(conversation, id);

-- Signatures that were used, for as long as their time would let them in again.
-- table robot_signatures: retention=none export=organisation purge=organisation
CREATE TABLE {o}.robot_signatures (
	robot     TEXT NOT NULL, -- identifier
	signature {{BYTES}} NOT NULL, -- identifier
	at        BIGINT NOT NULL, -- structure
	PRIMARY KEY (robot, signature)
);
