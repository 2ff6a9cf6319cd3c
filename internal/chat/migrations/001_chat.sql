-- table conversations: retention=conversation export=organisation purge=conversation
CREATE TABLE {o}.conversations (
	id         TEXT PRIMARY KEY, -- identifier
	kind       TEXT NOT NULL, -- structure: direct, group
	title      {{SEALED}} NOT NULL, -- content: what the group is called
	pair       TEXT UNIQUE, -- identifier: both persons of a direct conversation, so that there is one
	last_seq   BIGINT NOT NULL, -- structure
	last_at    BIGINT NOT NULL, -- structure
	members    INTEGER NOT NULL, -- structure
	created_by TEXT NOT NULL, -- identifier
	created_at BIGINT NOT NULL -- structure
);

-- table conversation_members: retention=conversation export=person purge=person
CREATE TABLE {o}.conversation_members (
	conversation TEXT NOT NULL REFERENCES {o}.conversations(id), -- identifier
	person       TEXT NOT NULL, -- identifier
	role         TEXT NOT NULL, -- structure: owner, member
	joined_seq   BIGINT NOT NULL, -- structure: sees what comes after it
	read_seq     BIGINT NOT NULL, -- structure
	mentions     INTEGER NOT NULL, -- structure: unread mentions of this person
	PRIMARY KEY (conversation, person)
);
CREATE INDEX conversation_members_person ON {o}.conversation_members(person);

-- Clustered by conversation: opening one reads neighbouring rows.
-- table messages: retention=conversation export=person purge=conversation
CREATE TABLE {o}.messages (
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	id           TEXT NOT NULL, -- identifier
	client_id    TEXT NOT NULL, -- identifier: made by the sender's device, stored once for good
	sender       TEXT NOT NULL, -- identifier
	kind         TEXT NOT NULL, -- structure: text, system
	body         {{SEALED}} NOT NULL, -- content: what was written
	mentions     {{JSON}} NOT NULL, -- identifier
	state        TEXT NOT NULL, -- structure: inspection: pending, held, released
	at           BIGINT NOT NULL, -- structure
	PRIMARY KEY (conversation, seq)
) {{CLUSTERED}};
CREATE UNIQUE INDEX messages_id ON {o}.messages(id);
CREATE UNIQUE INDEX messages_client ON {o}.messages(sender, client_id);
