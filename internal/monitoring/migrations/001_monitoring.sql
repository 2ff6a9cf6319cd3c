-- What stands before a function that looks at employees.
-- table monitoring_gates: retention=none export=organisation purge=organisation
CREATE TABLE {o}.monitoring_gates (
	function   TEXT PRIMARY KEY, -- structure: chats, location
	version    BIGINT NOT NULL, -- structure
	assessment {{SEALED}} NOT NULL, -- content: why it is done, and how
	notice     TEXT NOT NULL, -- identifier: the policy that says so to employees
	coverage   INTEGER NOT NULL, -- structure: how many of a hundred have to consent
	opened_by  TEXT NOT NULL, -- identifier: empty: it is shut
	opened_at  BIGINT NOT NULL, -- structure
	until      BIGINT NOT NULL -- structure: it shuts by itself
);

-- Who consents to what, by which version of the notice.
-- table monitoring_consents: retention=none export=person purge=person
CREATE TABLE {o}.monitoring_consents (
	function TEXT NOT NULL, -- structure
	person   TEXT NOT NULL, -- identifier
	notice   TEXT NOT NULL, -- identifier
	version  BIGINT NOT NULL, -- structure: of the notice
	at       BIGINT NOT NULL, -- structure
	PRIMARY KEY (function, person)
);

-- Whose conversations were read, by whom and why; they see it.
-- table monitoring_readings: retention=none export=person purge=person
CREATE TABLE {o}.monitoring_readings (
	id      TEXT PRIMARY KEY, -- identifier
	person  TEXT NOT NULL, -- identifier: whose
	reader  TEXT NOT NULL, -- identifier
	reason  {{SEALED}} NOT NULL, -- content
	from_at BIGINT NOT NULL, -- structure
	to_at   BIGINT NOT NULL, -- structure
	rooms   INTEGER NOT NULL, -- structure: conversations whose members all consent
	kept    INTEGER NOT NULL, -- structure: those that stayed shut
	made_at BIGINT NOT NULL -- structure
);
CREATE INDEX monitoring_readings_person ON {o}.monitoring_readings(person, id);
CREATE INDEX monitoring_readings_reader ON {o}.monitoring_readings(reader, id);
