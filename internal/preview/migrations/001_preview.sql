-- One row: whether pages behind links are looked up, and where. The salt makes the
-- names of pages tell nothing to whoever reads the database without the house's key.
-- table link_rules: retention=none export=organisation purge=organisation
CREATE TABLE {o}.link_rules (
	one     INTEGER PRIMARY KEY, -- structure
	shown   BOOLEAN NOT NULL, -- structure: whether previews are made
	since   BIGINT NOT NULL, -- structure: what was said before is not looked up
	domains {{JSON}} NOT NULL, -- structure: domains; none: all
	without {{JSON}} NOT NULL, -- structure: domains
	salt    {{SEALED}} NOT NULL -- structure: a secret
);

-- What pages said of themselves when they were asked last, at most once a day.
-- table link_pages: retention=conversation export=none purge=conversation
CREATE TABLE {o}.link_pages (
	id       TEXT PRIMARY KEY, -- identifier: made of the salt and the address
	address  {{SEALED}} NOT NULL, -- content
	title    {{SEALED}} NOT NULL, -- content
	about    {{SEALED}} NOT NULL, -- content
	site     {{SEALED}} NOT NULL, -- content
	tried_at BIGINT NOT NULL, -- structure: 0: not yet
	found    BOOLEAN NOT NULL -- structure
);

-- The first link of a message.
-- table message_links: retention=conversation export=none purge=conversation
CREATE TABLE {o}.message_links (
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	page         TEXT NOT NULL, -- identifier
	removed      BOOLEAN NOT NULL, -- structure: its author does not want the preview
	said_at      BIGINT NOT NULL, -- structure
	PRIMARY KEY (conversation, seq)
);
CREATE INDEX message_links_page ON {o}.message_links(page);
