-- Urgent notices that chase their receivers until they answer.
-- table dings: retention=ding export=person purge=ding
CREATE TABLE {o}.dings (
	id             TEXT PRIMARY KEY, -- identifier
	sender         TEXT NOT NULL, -- identifier
	body           {{SEALED}} NOT NULL, -- content: what is asked for
	conversation   TEXT NOT NULL, -- identifier: of the message it is about; '': none
	seq            BIGINT NOT NULL, -- structure: the message's place
	urgent         BOOLEAN NOT NULL, -- structure: meant to pass quiet hours, where the organisation allows that
	confirm        BOOLEAN NOT NULL, -- structure: seen is not enough
	steps          {{JSON}} NOT NULL, -- structure: channels and the minutes before each
	repeat_minutes INTEGER NOT NULL, -- structure: 0: never
	language       TEXT NOT NULL, -- structure: the sender's, for mail and telephone
	targets        {{JSON}} NOT NULL, -- identifier: persons and departments that were chosen
	receivers      INTEGER NOT NULL, -- structure: rows, once it is sent
	state          TEXT NOT NULL, -- structure: scheduled, chasing, done, cancelled
	send_at        BIGINT NOT NULL, -- structure
	ends_at        BIGINT NOT NULL, -- structure: when chasing ends at the latest; 0: not sent yet
	ended_at       BIGINT NOT NULL, -- structure: 0: still going on
	created_at     BIGINT NOT NULL -- structure
);
CREATE INDEX dings_sender ON {o}.dings(sender, id);
CREATE INDEX dings_age ON {o}.dings(created_at);

-- One row a receiver: how far it came.
-- table ding_receivers: retention=ding export=person purge=person
CREATE TABLE {o}.ding_receivers (
	ding         TEXT NOT NULL, -- identifier
	person       TEXT NOT NULL, -- identifier
	state        TEXT NOT NULL, -- structure: waiting, delivered, seen, confirmed, failed, left
	step         INTEGER NOT NULL, -- structure: steps done
	next_at      BIGINT NOT NULL, -- structure: when the next one is due; 0: none
	again_at     BIGINT NOT NULL, -- structure: when it shows again that was put off; 0: it was not
	laters       INTEGER NOT NULL, -- structure: how often it was put off
	quiet        BOOLEAN NOT NULL, -- structure: waits for the end of quiet hours
	delivered_at BIGINT NOT NULL, -- structure
	seen_at      BIGINT NOT NULL, -- structure
	confirmed_at BIGINT NOT NULL, -- structure
	PRIMARY KEY (ding, person)
);
CREATE INDEX ding_receivers_person ON {o}.ding_receivers(person, ding);
CREATE INDEX ding_receivers_due ON {o}.ding_receivers(ding, next_at) WHERE next_at > 0;

-- One row for each step that leaves the house, written before it is taken: what crashes
-- between step and note is known afterwards.
-- table ding_tries: retention=ding export=none purge=person
CREATE TABLE {o}.ding_tries (
	id      TEXT PRIMARY KEY, -- identifier: idempotency key and Message-ID
	ding    TEXT NOT NULL, -- identifier
	person  TEXT NOT NULL, -- identifier
	channel TEXT NOT NULL, -- structure: push, mail, sms, voice
	state   TEXT NOT NULL, -- structure: waiting, trying, done, failed, skipped, unknown
	tries   INTEGER NOT NULL, -- structure
	next_at BIGINT NOT NULL, -- structure: when it is tried, or taken for crashed; 0: over
	cause   TEXT NOT NULL, -- structure: why it failed, was skipped, or waits
	at      BIGINT NOT NULL -- structure: of its latest change
);
CREATE INDEX ding_tries_receiver ON {o}.ding_tries(ding, person);
CREATE INDEX ding_tries_due ON {o}.ding_tries(ding, next_at) WHERE next_at > 0;
CREATE INDEX ding_tries_person ON {o}.ding_tries(person);

-- One row: what the organisation allows.
-- table ding_rules: retention=none export=organisation purge=organisation
CREATE TABLE {o}.ding_rules (
	one     INTEGER PRIMARY KEY, -- structure
	per_day INTEGER NOT NULL -- structure: how many a person sends in 24 hours
);
