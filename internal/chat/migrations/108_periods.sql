-- How long conversations of a class are kept, where the organisation has set that apart
-- from all others.
-- table conversation_periods: retention=none export=organisation purge=organisation
CREATE TABLE {o}.conversation_periods (
	class   TEXT PRIMARY KEY, -- structure: direct, group, channel, staff
	days    INTEGER NOT NULL, -- structure: 0: as long as the organisation
	idle    BOOLEAN NOT NULL, -- structure: counted from when something was said last, for the whole conversation; else from each message
	from_at BIGINT NOT NULL, -- structure: nothing goes before
	set_by  TEXT NOT NULL, -- identifier
	set_at  BIGINT NOT NULL -- structure
);

-- Devices on which text is copied from traced conversations: a copy carries their number.
-- table copy_devices: retention=employment export=person purge=person
CREATE TABLE {o}.copy_devices (
	n       BIGINT PRIMARY KEY, -- structure
	person  TEXT NOT NULL, -- identifier
	session TEXT NOT NULL, -- identifier
	device  {{SEALED}} NOT NULL, -- personal: what kind of device it is
	at      BIGINT NOT NULL -- structure: when it first copied
);
CREATE UNIQUE INDEX copy_devices_session ON {o}.copy_devices(person, session);

-- One row: what traces are sealed with.
-- table trace_key: retention=none export=organisation purge=organisation
CREATE TABLE {o}.trace_key (
	one    INTEGER PRIMARY KEY, -- structure
	secret {{SEALED}} NOT NULL -- sensitive: hexadecimal
);
