-- Messages that are being looked at before others see them. They have no place yet: a
-- message takes its place when it is released, so that places have no gaps and nothing
-- of it reaches anybody before.
-- table held_messages: retention=conversation export=person purge=person
CREATE TABLE {o}.held_messages (
	id           TEXT PRIMARY KEY, -- identifier
	conversation TEXT NOT NULL REFERENCES {o}.conversations(id), -- identifier
	client_id    TEXT NOT NULL, -- identifier
	sender       TEXT NOT NULL, -- identifier
	body         {{SEALED}} NOT NULL, -- content: what was written
	mentions     {{JSON}} NOT NULL, -- identifier
	state        TEXT NOT NULL, -- structure: inspection: pending, held
	inspector    TEXT NOT NULL, -- structure: whose verdict it was
	reason       {{SEALED}} NOT NULL, -- content: why, for the author and whoever may release
	at           BIGINT NOT NULL -- structure
);
CREATE UNIQUE INDEX held_messages_client ON {o}.held_messages(sender, client_id);
CREATE INDEX held_messages_conversation ON {o}.held_messages(conversation, sender);
