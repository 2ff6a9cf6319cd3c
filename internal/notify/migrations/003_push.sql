-- Browsers to which notifications are pushed (RFC 8030). A row is one browser of one
-- session; who knows its endpoint can send to it, so all three parts are sealed.
-- table push_subscriptions: retention=none export=person purge=person
CREATE TABLE {o}.push_subscriptions (
	id        TEXT PRIMARY KEY, -- identifier
	person    TEXT NOT NULL, -- identifier: whose
	session   TEXT NOT NULL, -- identifier: with which it ends
	digest    TEXT NOT NULL, -- identifier: SHA-256 of the endpoint, so that a browser is there once
	keys      {{SEALED}} NOT NULL, -- sensitive: endpoint and the browser's two keys
	device    TEXT NOT NULL, -- personal: so that people know their devices
	language  TEXT NOT NULL, -- structure: what the device shows
	added_at  BIGINT NOT NULL, -- structure
	pushed_at BIGINT NOT NULL -- structure: 0: never yet
);
CREATE UNIQUE INDEX push_subscriptions_digest ON {o}.push_subscriptions(digest);
CREATE INDEX push_subscriptions_person ON {o}.push_subscriptions(person);
CREATE INDEX push_subscriptions_session ON {o}.push_subscriptions(session);

-- What a browser was shown and may still show: it is closed when its person has seen it
-- elsewhere.
-- table push_shown: retention=notice export=none purge=person
CREATE TABLE {o}.push_shown (
	subscription TEXT NOT NULL, -- identifier
	person       TEXT NOT NULL, -- identifier
	tag          TEXT NOT NULL, -- identifier: what the notification is about
	at           BIGINT NOT NULL, -- structure
	PRIMARY KEY (subscription, tag)
);
CREATE INDEX push_shown_person ON {o}.push_shown(person, tag);
CREATE INDEX push_shown_at ON {o}.push_shown(at);

-- When a person does not want to be disturbed, in the organisation's time zone.
-- table quiet_hours: retention=none export=person purge=person
CREATE TABLE {o}.quiet_hours (
	person      TEXT PRIMARY KEY, -- identifier
	from_minute INTEGER NOT NULL, -- structure: of the day
	to_minute   INTEGER NOT NULL, -- structure: not before from: of the next day
	days        INTEGER NOT NULL -- structure: on which days they begin, a bit each, Sunday first
);

-- One row: what the organisation allows notifications.
-- table notify_rules: retention=none export=organisation purge=organisation
CREATE TABLE {o}.notify_rules (
	one           INTEGER PRIMARY KEY, -- structure
	hide_text     BOOLEAN NOT NULL, -- structure: a pushed notification says from whom, and not what
	urgent_passes BOOLEAN NOT NULL -- structure: what is urgent passes quiet hours
);
