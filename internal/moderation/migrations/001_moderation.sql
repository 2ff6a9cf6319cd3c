-- What members reported, with what they handed over; and the rules about words, as they
-- were after each change: the latest row holds.

-- table moderation_reports: retention=request export=person purge=request
CREATE TABLE {o}.moderation_reports (
	id           TEXT PRIMARY KEY, -- identifier
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	message      TEXT NOT NULL, -- identifier
	reporter     TEXT NOT NULL, -- identifier
	sender       TEXT NOT NULL, -- identifier: who wrote the message
	cause        TEXT NOT NULL, -- structure: from a list
	note         {{SEALED}} NOT NULL, -- content: what the reporter adds
	said         {{SEALED}} NOT NULL, -- content: the message and up to five before it, as JSON
	made_at      BIGINT NOT NULL, -- structure
	outcome      TEXT NOT NULL, -- structure: '', dismissed, recalled, warned
	decided_by   TEXT NOT NULL, -- identifier
	decided_at   BIGINT NOT NULL -- structure
);
CREATE UNIQUE INDEX moderation_reports_once ON {o}.moderation_reports(reporter, message);
CREATE INDEX moderation_reports_sender ON {o}.moderation_reports(sender);
CREATE INDEX moderation_reports_open ON {o}.moderation_reports(outcome, id);

-- table word_rules: retention=none export=organisation purge=organisation
CREATE TABLE {o}.word_rules (
	version    BIGINT PRIMARY KEY, -- structure
	rules      {{SEALED}} NOT NULL, -- content: the rules, as JSON
	changed_by TEXT NOT NULL, -- identifier
	changed_at BIGINT NOT NULL -- structure
);
