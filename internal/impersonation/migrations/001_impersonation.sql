-- What the pictures of people look like, and what administrators were asked about.

-- table faces: retention=none export=none purge=person
CREATE TABLE {o}.faces (
	person TEXT PRIMARY KEY, -- identifier
	file   TEXT NOT NULL, -- identifier: the stored file that was looked at
	hash   BIGINT NOT NULL -- structure: of what it looks like
);
-- table face_bands: retention=none export=none purge=person
CREATE TABLE {o}.face_bands (
	band   BIGINT NOT NULL, -- structure
	person TEXT NOT NULL, -- identifier
	PRIMARY KEY (band, person)
);
CREATE INDEX face_bands_person ON {o}.face_bands(person);
-- table impersonations: retention=none export=organisation purge=person
CREATE TABLE {o}.impersonations (
	id         TEXT PRIMARY KEY, -- identifier
	person     TEXT NOT NULL, -- identifier: whose picture or name changed
	other      TEXT NOT NULL, -- identifier: who looks like that
	looks      TEXT NOT NULL UNIQUE, -- structure: the two files and names, digested: asked about once
	distance   INTEGER NOT NULL, -- structure: bits
	found_at   BIGINT NOT NULL, -- structure
	outcome    TEXT NOT NULL, -- structure: '', dismissed, acted
	decided_by TEXT NOT NULL, -- identifier
	decided_at BIGINT NOT NULL -- structure
);
CREATE INDEX impersonations_person ON {o}.impersonations(person);
CREATE INDEX impersonations_other ON {o}.impersonations(other);
