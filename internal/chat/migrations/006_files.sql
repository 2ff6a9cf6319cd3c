-- What messages carry: files, images, voice, places and colleagues; and what is still on
-- its way here.
ALTER TABLE {o}.messages ADD COLUMN attached TEXT NOT NULL DEFAULT ''; -- structure: kinds of what it carries, with spaces between
UPDATE {o}.conversations SET rules = CAST(REPLACE(CAST(rules AS TEXT), '"pin":', '"upload":"all","pin":') AS {{JSON}});
ALTER TABLE {o}.chat_rules ADD COLUMN attachment_mb INTEGER NOT NULL DEFAULT 50; -- structure: the largest attachment

-- A file is its sender's; one that was forwarded is carried by reference: its bytes are
-- stored once. A place or a colleague has no bytes.
-- table message_files: retention=conversation export=person purge=conversation
CREATE TABLE {o}.message_files (
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	n            INTEGER NOT NULL, -- structure: its place among them
	part         INTEGER NOT NULL, -- structure: of which forwarded thing it is, from 1; 0: the message's own
	id           TEXT NOT NULL, -- identifier: as which it uses its bytes
	sender       TEXT NOT NULL, -- identifier: who sent it first
	kind         TEXT NOT NULL, -- structure: file, image, voice, location, contact
	about        {{SEALED}} NOT NULL, -- content: name, shape, place
	type         TEXT NOT NULL, -- structure: media type, by its content
	size         BIGINT NOT NULL, -- structure: bytes
	blob         TEXT NOT NULL, -- identifier
	thumb        TEXT NOT NULL, -- identifier: what is drawn of an image in a conversation
	view         TEXT NOT NULL, -- identifier: and when it is opened
	person       TEXT NOT NULL, -- identifier: of a contact
	at           BIGINT NOT NULL, -- structure
	PRIMARY KEY (conversation, seq, n)
);
CREATE UNIQUE INDEX message_files_id ON {o}.message_files(id);
CREATE INDEX message_files_sender ON {o}.message_files(sender);

-- What somebody sends in pieces, until a message takes it. What a held message waits with
-- is here too.
-- table uploads: retention=conversation export=person purge=person
CREATE TABLE {o}.uploads (
	id     TEXT PRIMARY KEY, -- identifier
	person TEXT NOT NULL, -- identifier: who sends it
	kind   TEXT NOT NULL, -- structure: file, image, voice, location, contact
	about  {{SEALED}} NOT NULL, -- content
	type   TEXT NOT NULL, -- structure
	size   BIGINT NOT NULL, -- structure: as was said at the beginning
	got    BIGINT NOT NULL, -- structure: bytes that are stored
	parts  {{JSON}} NOT NULL, -- identifier: the stored pieces, in order
	blob   TEXT NOT NULL, -- identifier: the whole; empty while it is not
	thumb  TEXT NOT NULL, -- identifier
	view   TEXT NOT NULL, -- identifier
	who    TEXT NOT NULL, -- identifier: of a contact
	held   TEXT NOT NULL, -- identifier: the held message that it belongs to
	n      INTEGER NOT NULL, -- structure: its place in it
	at     BIGINT NOT NULL -- structure
);
CREATE INDEX uploads_person ON {o}.uploads(person);
CREATE INDEX uploads_held ON {o}.uploads(held) WHERE held <> '';
