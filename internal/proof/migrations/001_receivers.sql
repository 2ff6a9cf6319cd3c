-- Receivers to which the record is sent on, each with its own cursor over the tree.
-- table record_receivers: retention=none export=organisation purge=organisation
CREATE TABLE {o}.record_receivers (
	id        TEXT PRIMARY KEY, -- identifier
	version   BIGINT NOT NULL, -- structure
	settings  {{SEALED}} NOT NULL, -- sensitive: name, address, certificates, key, form and filter
	made_at   BIGINT NOT NULL, -- structure
	place     BIGINT NOT NULL, -- structure: of the next entry to send
	sent_at   BIGINT NOT NULL, -- structure: when the receiver last had something
	tries     INTEGER NOT NULL, -- structure: failed in a row
	retry_at  BIGINT NOT NULL, -- structure
	failure   TEXT NOT NULL, -- structure
	failed_at BIGINT NOT NULL, -- structure: since when it fails
	lease     BIGINT NOT NULL, -- structure: somebody sends until
	run       TEXT NOT NULL -- structure: who sends
);
