-- Providers that speak SAML 2.0: what they say of themselves.
ALTER TABLE {o}.sso_providers ADD COLUMN metadata TEXT NOT NULL DEFAULT ''; -- structure: as it was taken over; empty: not SAML
ALTER TABLE {o}.sso_providers ADD COLUMN metadata_url TEXT NOT NULL DEFAULT ''; -- structure: where it is asked for again; empty: it was brought by hand

-- What requests of this organisation are signed with, and answers encrypted to.
-- table sso_keys: retention=none export=organisation purge=organisation
CREATE TABLE {o}.sso_keys (
	id          TEXT PRIMARY KEY, -- identifier
	secret      {{SEALED}} NOT NULL, -- sensitive: the private key
	certificate {{BYTES}} NOT NULL, -- structure: what providers are told
	made_at     BIGINT NOT NULL -- structure
);

-- Assertions that somebody came in by, until they are good no more.
-- table sso_assertions: retention=session export=none purge=session
CREATE TABLE {o}.sso_assertions (
	provider  TEXT NOT NULL, -- identifier
	assertion TEXT NOT NULL, -- identifier: SHA-256 of its id
	until     BIGINT NOT NULL, -- structure
	PRIMARY KEY (provider, assertion)
);
