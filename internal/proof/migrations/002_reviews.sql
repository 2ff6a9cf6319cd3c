-- Months of the record, summed while it grows and reviewed when they are over.

-- One row: up to where the record has been counted.
-- table record_tally: retention=none export=organisation purge=organisation
CREATE TABLE {o}.record_tally (
	one   INTEGER PRIMARY KEY, -- structure
	place BIGINT NOT NULL -- structure: of the next entry to count
);

-- table record_counts: retention=none export=organisation purge=organisation
CREATE TABLE {o}.record_counts (
	month  TEXT NOT NULL, -- structure: 2006-01
	action TEXT NOT NULL, -- structure
	actor  TEXT NOT NULL, -- identifier: '' of what everybody does
	count  BIGINT NOT NULL, -- structure
	PRIMARY KEY (month, action, actor)
);

-- Addresses that somebody signed in from, and devices of each person: digests, which
-- only tell what was there before.
-- table record_seen: retention=none export=organisation purge=organisation
CREATE TABLE {o}.record_seen (
	digest {{BYTES}} PRIMARY KEY, -- identifier
	month  TEXT NOT NULL -- structure: the first
);

-- table record_reviews: retention=none export=organisation purge=organisation
CREATE TABLE {o}.record_reviews (
	month       TEXT PRIMARY KEY, -- structure
	version     BIGINT NOT NULL, -- structure
	sums        {{JSON}} NOT NULL, -- identifier: as they were when the month was over
	digest      TEXT NOT NULL, -- structure: SHA-256 of the sums
	prepared_at BIGINT NOT NULL, -- structure
	due_at      BIGINT NOT NULL, -- structure
	remarks     {{SEALED}} NOT NULL, -- content: of who reviewed
	reviewed_by TEXT NOT NULL, -- identifier
	reviewed_at BIGINT NOT NULL, -- structure
	signed_by   TEXT NOT NULL, -- identifier
	signed_at   BIGINT NOT NULL -- structure
);
