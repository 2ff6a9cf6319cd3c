-- The organisation's own providers, by which its people sign in.
-- table sso_providers: retention=none export=organisation purge=organisation
CREATE TABLE {o}.sso_providers (
	id          TEXT PRIMARY KEY, -- identifier
	name        TEXT NOT NULL, -- structure: as people know it
	kind        TEXT NOT NULL, -- structure: oidc
	issuer      TEXT NOT NULL, -- structure
	client      TEXT NOT NULL, -- structure: what the provider calls this installation
	secret      {{SEALED}} NOT NULL, -- sensitive: given by the provider; never shown again
	stands_in   BOOLEAN NOT NULL, -- structure: its second factor stands in for the account's
	trusts_mail BOOLEAN NOT NULL, -- structure: its addresses are believed though it does not call them verified
	tested_at   BIGINT NOT NULL, -- structure: 0: not as it is now
	turned_on   BOOLEAN NOT NULL -- structure
);

-- Who is whom at a provider.
-- table sso_links: retention=employment export=person purge=person
CREATE TABLE {o}.sso_links (
	provider  TEXT NOT NULL, -- identifier
	subject   TEXT NOT NULL, -- identifier: SHA-256 of the issuer and its name for the person
	person    TEXT NOT NULL, -- identifier
	linked_at BIGINT NOT NULL, -- structure
	used_at   BIGINT NOT NULL, -- structure
	PRIMARY KEY (provider, subject)
);
CREATE UNIQUE INDEX sso_links_person ON {o}.sso_links(provider, person);
