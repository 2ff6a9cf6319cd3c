-- What was announced. Counters are kept with each change, so that no page counts rows.
-- table announcements: retention=announcement export=organisation purge=announcement
CREATE TABLE {o}.announcements (
	id           TEXT PRIMARY KEY, -- identifier
	state        TEXT NOT NULL, -- structure: draft, scheduled, published, withdrawn
	template     TEXT NOT NULL, -- structure: free, four
	policy       BOOLEAN NOT NULL, -- structure
	must_confirm BOOLEAN NOT NULL, -- structure
	for_joiners  BOOLEAN NOT NULL, -- structure: who comes into the audience later has it, too
	guests       BOOLEAN NOT NULL, -- structure
	pinned       INTEGER NOT NULL, -- structure: 0, 1
	audience     {{JSON}} NOT NULL, -- identifier: everybody, or departments and persons
	version      INTEGER NOT NULL, -- structure: the newest
	needed       INTEGER NOT NULL, -- structure: the oldest whose confirmation counts; 0: none is asked for
	remind_days  INTEGER NOT NULL, -- structure: 0: nobody is reminded by itself
	made_by      TEXT NOT NULL, -- identifier: whoever answers for it
	made_at      BIGINT NOT NULL, -- structure
	publish_at   BIGINT NOT NULL, -- structure: 0: it is not put off
	published_at BIGINT NOT NULL, -- structure
	due_at       BIGINT NOT NULL, -- structure
	ends_at      BIGINT NOT NULL, -- structure
	withdrawn_at BIGINT NOT NULL, -- structure
	withdrawn_by TEXT NOT NULL, -- identifier
	reason       {{SEALED}} NOT NULL, -- content: why it was withdrawn
	reminded_at  BIGINT NOT NULL, -- structure: by hand
	upto         TEXT NOT NULL, -- identifier: the person up to whom it was handed out; ~: to all
	receivers    INTEGER NOT NULL, -- structure
	seen         INTEGER NOT NULL, -- structure
	confirmed    INTEGER NOT NULL, -- structure: of what is needed
	revision     BIGINT NOT NULL -- structure
);
CREATE INDEX announcements_made_by ON {o}.announcements(made_by, id);
CREATE INDEX announcements_state ON {o}.announcements(state, id);

-- What it said, version by version.
-- table announcement_versions: retention=announcement export=organisation purge=announcement
CREATE TABLE {o}.announcement_versions (
	announcement TEXT NOT NULL, -- identifier
	number       INTEGER NOT NULL, -- structure
	label        TEXT NOT NULL, -- structure: of a policy: 1.0
	content      {{SEALED}} NOT NULL, -- content: what it says
	note         {{SEALED}} NOT NULL, -- content: what changed, in words
	anew         BOOLEAN NOT NULL, -- structure: it had to be confirmed anew
	made_by      TEXT NOT NULL, -- identifier
	made_at      BIGINT NOT NULL, -- structure
	PRIMARY KEY (announcement, number)
);

-- table announcement_receivers: retention=announcement export=person purge=person
CREATE TABLE {o}.announcement_receivers (
	announcement TEXT NOT NULL, -- identifier
	person       TEXT NOT NULL, -- identifier
	given_at     BIGINT NOT NULL, -- structure
	seen_at      BIGINT NOT NULL, -- structure
	confirmed    INTEGER NOT NULL, -- structure: the newest version they confirmed; 0: none
	confirmed_at BIGINT NOT NULL, -- structure
	reminded_at  BIGINT NOT NULL, -- structure
	gone         BOOLEAN NOT NULL, -- structure: has left
	PRIMARY KEY (announcement, person)
);
CREATE INDEX announcement_receivers_person ON {o}.announcement_receivers(person, announcement);

-- Who confirmed which version when: it stays when a later version takes its place.
-- table announcement_confirmations: retention=announcement export=person purge=person
CREATE TABLE {o}.announcement_confirmations (
	person       TEXT NOT NULL, -- identifier
	announcement TEXT NOT NULL, -- identifier
	number       INTEGER NOT NULL, -- structure
	made_at      BIGINT NOT NULL, -- structure
	entry        TEXT NOT NULL, -- identifier: the entry of the record that proves it
	PRIMARY KEY (person, announcement, number)
);
CREATE INDEX announcement_confirmations_of ON {o}.announcement_confirmations(announcement, person);
