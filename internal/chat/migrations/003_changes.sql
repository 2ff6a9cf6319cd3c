-- What becomes of a message after it was said: it is answered, changed, recalled,
-- reacted to and read. Every change of a message takes the next number of its
-- conversation's changes: whoever was away asks for those after the last they have.
ALTER TABLE {o}.conversations ADD COLUMN last_rev BIGINT NOT NULL DEFAULT 0; -- structure
ALTER TABLE {o}.messages ADD COLUMN rev BIGINT NOT NULL DEFAULT 0; -- structure: of its last change; 0: as it was said
ALTER TABLE {o}.messages ADD COLUMN reply_to BIGINT NOT NULL DEFAULT 0; -- structure: place of the message it answers
ALTER TABLE {o}.messages ADD COLUMN edited_at BIGINT NOT NULL DEFAULT 0; -- structure
ALTER TABLE {o}.messages ADD COLUMN recalled_by TEXT NOT NULL DEFAULT ''; -- identifier
ALTER TABLE {o}.held_messages ADD COLUMN reply_to BIGINT NOT NULL DEFAULT 0; -- structure
CREATE INDEX messages_changed ON {o}.messages(conversation, rev) WHERE rev > 0;

-- What a message said before. Members see the versions of one that was edited; of one
-- that was recalled nobody does.
-- table message_versions: retention=conversation export=person purge=conversation
CREATE TABLE {o}.message_versions (
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	rev          BIGINT NOT NULL, -- structure: of the change that replaced it
	sender       TEXT NOT NULL, -- identifier
	body         {{SEALED}} NOT NULL, -- content
	at           BIGINT NOT NULL, -- structure: when it was said so
	PRIMARY KEY (conversation, seq, rev)
);
CREATE INDEX message_versions_sender ON {o}.message_versions(sender);

-- table reactions: retention=conversation export=person purge=person
CREATE TABLE {o}.reactions (
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	emoji        TEXT NOT NULL, -- structure
	person       TEXT NOT NULL, -- identifier
	at           BIGINT NOT NULL, -- structure
	PRIMARY KEY (conversation, seq, emoji, person)
);
CREATE INDEX reactions_person ON {o}.reactions(person);

-- The latest moves of a read mark as [place, time] pairs: when a message was read is
-- told from them, for one row a member and never one a message.
ALTER TABLE {o}.conversation_members ADD COLUMN marks {{JSON}} NOT NULL DEFAULT '[]'; -- structure

-- One row: how the organisation wants its conversations.
-- table chat_rules: retention=none export=organisation purge=organisation
CREATE TABLE {o}.chat_rules (
	one            INTEGER PRIMARY KEY, -- structure
	edit_minutes   INTEGER NOT NULL, -- structure: after it was said; 0: never
	recall_minutes INTEGER NOT NULL, -- structure
	receipts       BOOLEAN NOT NULL -- structure: whether senders see who has read
);
