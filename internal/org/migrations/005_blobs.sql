-- A stored file. Its bytes lie encrypted beside the database, its key is here:
-- without the row they are noise.
-- table blobs: retention=none export=organisation purge=none
CREATE TABLE {o}.blobs (
	id        TEXT PRIMARY KEY, -- identifier
	size      BIGINT NOT NULL, -- structure
	digest    {{BYTES}} NOT NULL, -- structure: SHA-256 of the bytes
	type      TEXT NOT NULL, -- structure: media type
	lock      {{BYTES}} NOT NULL, -- structure: its key, wrapped by the organisation's
	kept_at   BIGINT NOT NULL, -- structure
	unused_at BIGINT NOT NULL -- structure: since when nothing uses it; 0: something does
);
CREATE INDEX blobs_unused ON {o}.blobs(unused_at) WHERE unused_at > 0;

-- What uses a stored file. One that nothing uses any more is removed a day later.
-- table blob_uses: retention=none export=none purge=none
CREATE TABLE {o}.blob_uses (
	blob TEXT NOT NULL REFERENCES {o}.blobs(id), -- identifier
	ref  TEXT NOT NULL, -- identifier
	PRIMARY KEY (blob, ref)
);
CREATE INDEX blob_uses_ref ON {o}.blob_uses(ref);

-- One row, once there is something: how much is in use, and when what nobody knows was last looked for.
-- table blob_total: retention=none export=none purge=none
CREATE TABLE {o}.blob_total (
	one      INTEGER PRIMARY KEY, -- structure
	bytes    BIGINT NOT NULL, -- structure
	swept_at BIGINT NOT NULL -- structure
);
