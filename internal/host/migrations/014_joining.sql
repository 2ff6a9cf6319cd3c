-- Links by which people ask to join an organisation, and those who asked and wait.
-- What a link allows and what they wrote about themselves is in the house.

-- table join_links: retention=session export=none purge=session
CREATE TABLE {o}.join_links (
	token      {{BYTES}} PRIMARY KEY, -- identifier: SHA-256 of the token
	org        TEXT NOT NULL REFERENCES {o}.organisations(id), -- identifier
	link       TEXT NOT NULL, -- identifier: in the house
	expires_at BIGINT NOT NULL -- structure
);
CREATE INDEX join_links_link ON {o}.join_links(org, link);

-- table joiners: retention=session export=none purge=session
CREATE TABLE {o}.joiners (
	request    TEXT PRIMARY KEY, -- identifier: in the house
	token      {{BYTES}} NOT NULL UNIQUE, -- identifier: SHA-256 of what the asker holds
	org        TEXT NOT NULL REFERENCES {o}.organisations(id), -- identifier
	account    TEXT NOT NULL, -- identifier: the account that asks; '': a new one is to be made
	password   {{SEALED}} NOT NULL, -- sensitive: the digest of the chosen one, for the account to be made
	code       {{BYTES}} NOT NULL, -- identifier: SHA-256 of request and code
	tries      INTEGER NOT NULL, -- structure
	code_until BIGINT NOT NULL, -- structure
	expires_at BIGINT NOT NULL -- structure
);
