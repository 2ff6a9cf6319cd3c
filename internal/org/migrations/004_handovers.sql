-- The key of the log may change. Each row is a handover, in order. An entry announces
-- it; it has happened once the evidence of that entry under the old key is here, and
-- from that commit on the new key signs.
-- table handovers: retention=record export=none purge=none
CREATE TABLE {o}.handovers (
	n        INTEGER PRIMARY KEY, -- structure
	entry    TEXT NOT NULL, -- identifier: the entry that announces it
	at       BIGINT NOT NULL, -- structure
	old_key  TEXT NOT NULL, -- structure: verifier keys, which are public
	new_key  TEXT NOT NULL UNIQUE, -- structure
	evidence TEXT NOT NULL -- structure: the bundle of an entry by the program itself; '' until it has happened
);
