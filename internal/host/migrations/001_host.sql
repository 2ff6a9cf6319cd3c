-- The installation: organisations, accounts, which account is a person where,
-- and how accounts prove who they are. Nothing of an organisation's content.

-- table organisations: retention=installation export=organisation purge=organisation
CREATE TABLE {o}.organisations (
	id         TEXT PRIMARY KEY, -- identifier
	name       TEXT NOT NULL, -- structure
	name_zh    TEXT NOT NULL, -- structure
	region     TEXT NOT NULL, -- structure
	language   TEXT NOT NULL, -- structure
	plan       {{JSON}} NOT NULL, -- structure
	created_at BIGINT NOT NULL, -- structure
	next_due   BIGINT NOT NULL, -- structure: when a timer of the closed house fires; 0: none
	seen_size  BIGINT NOT NULL, -- structure: the record's last known head
	seen_root  {{BYTES}}, -- structure
	opened     BOOLEAN NOT NULL -- structure: not closed cleanly since
);
CREATE INDEX organisations_due ON {o}.organisations(next_due);

-- table accounts: retention=account export=person purge=account
CREATE TABLE {o}.accounts (
	id         TEXT PRIMARY KEY, -- identifier
	login      TEXT NOT NULL UNIQUE, -- personal: mail address or phone to sign in with
	name       TEXT NOT NULL, -- personal: shown at sign-in
	password   {{SEALED}} NOT NULL, -- sensitive: argon2id
	created_at BIGINT NOT NULL -- structure
);

-- table memberships: retention=account export=person purge=account
CREATE TABLE {o}.memberships (
	account TEXT NOT NULL REFERENCES {o}.accounts(id), -- identifier
	org     TEXT NOT NULL REFERENCES {o}.organisations(id), -- identifier
	person  TEXT NOT NULL, -- identifier
	PRIMARY KEY (account, org)
);
CREATE UNIQUE INDEX memberships_person ON {o}.memberships(org, person);

-- table sessions: retention=session export=person purge=account
CREATE TABLE {o}.sessions (
	id          TEXT PRIMARY KEY, -- identifier
	token       {{BYTES}} NOT NULL UNIQUE, -- identifier: SHA-256 of the cookie
	account     TEXT NOT NULL REFERENCES {o}.accounts(id), -- identifier
	created_at  BIGINT NOT NULL, -- structure
	seen_at     BIGINT NOT NULL, -- structure
	expires_at  BIGINT NOT NULL, -- structure
	fresh_until BIGINT NOT NULL, -- structure: presence was proved lately
	device      TEXT NOT NULL, -- personal: browser and system, so that people know their sessions
	address     TEXT NOT NULL -- personal: so that people know their sessions
);
CREATE INDEX sessions_account ON {o}.sessions(account);

-- table passkeys: retention=account export=person purge=account
CREATE TABLE {o}.passkeys (
	id         TEXT PRIMARY KEY, -- identifier: credential id
	account    TEXT NOT NULL REFERENCES {o}.accounts(id), -- identifier
	name       TEXT NOT NULL, -- personal: what its owner calls it
	credential {{SEALED}} NOT NULL, -- sensitive: public key and counters
	created_at BIGINT NOT NULL, -- structure
	used_at    BIGINT NOT NULL -- structure
);
CREATE INDEX passkeys_account ON {o}.passkeys(account);

-- A passkey ceremony between its two requests.
-- table ceremonies: retention=session export=none purge=session
CREATE TABLE {o}.ceremonies (
	handle     {{BYTES}} PRIMARY KEY, -- identifier: SHA-256 of the handle
	data       {{SEALED}} NOT NULL, -- sensitive: challenge
	expires_at BIGINT NOT NULL -- structure
);

-- table invitations: retention=session export=none purge=session
CREATE TABLE {o}.invitations (
	token      {{BYTES}} PRIMARY KEY, -- identifier: SHA-256 of the token
	org        TEXT NOT NULL REFERENCES {o}.organisations(id), -- identifier
	person     TEXT NOT NULL, -- identifier
	login      TEXT NOT NULL, -- personal
	name       TEXT NOT NULL, -- personal
	expires_at BIGINT NOT NULL -- structure
);
CREATE UNIQUE INDEX invitations_person ON {o}.invitations(org, person);

-- Failed attempts by account and by address.
-- table throttles: retention=session export=none purge=session
CREATE TABLE {o}.throttles (
	name     TEXT PRIMARY KEY, -- identifier: keyed digest of login or address
	failures INTEGER NOT NULL, -- structure
	until    BIGINT NOT NULL -- structure
);
