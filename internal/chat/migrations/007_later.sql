-- What people keep for later: messages to be posted at a time, messages they marked for
-- themselves, and messages of which they want to be reminded.
-- table scheduled_messages: retention=conversation export=person purge=person
CREATE TABLE {o}.scheduled_messages (
	id           TEXT PRIMARY KEY, -- identifier
	conversation TEXT NOT NULL, -- identifier
	sender       TEXT NOT NULL, -- identifier
	client_id    TEXT NOT NULL, -- identifier: under which it is posted, once
	body         {{SEALED}} NOT NULL, -- content: what is to be said
	mentions     {{JSON}} NOT NULL, -- identifier
	reply_to     BIGINT NOT NULL, -- structure
	due_at       BIGINT NOT NULL, -- structure
	made_at      BIGINT NOT NULL, -- structure
	state        TEXT NOT NULL, -- structure: waiting, failed
	reason       TEXT NOT NULL -- structure: which words say why it was not posted
);
CREATE UNIQUE INDEX scheduled_messages_client ON {o}.scheduled_messages(sender, client_id);
CREATE INDEX scheduled_messages_sender ON {o}.scheduled_messages(sender, due_at, id);

-- table bookmarks: retention=conversation export=person purge=person
CREATE TABLE {o}.bookmarks (
	person       TEXT NOT NULL, -- identifier
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	id           TEXT NOT NULL, -- identifier: in the order in which they were set
	note         {{SEALED}} NOT NULL, -- content
	at           BIGINT NOT NULL, -- structure
	PRIMARY KEY (person, conversation, seq)
);
CREATE INDEX bookmarks_newest ON {o}.bookmarks(person, id);
CREATE INDEX bookmarks_message ON {o}.bookmarks(conversation, seq);

-- table reminders: retention=conversation export=person purge=person
CREATE TABLE {o}.reminders (
	person       TEXT NOT NULL, -- identifier
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	id           TEXT NOT NULL, -- identifier
	note         {{SEALED}} NOT NULL, -- content
	due_at       BIGINT NOT NULL, -- structure
	rang_at      BIGINT NOT NULL, -- structure: 0: not yet
	made_at      BIGINT NOT NULL, -- structure
	PRIMARY KEY (person, conversation, seq)
);
CREATE INDEX reminders_due ON {o}.reminders(person, due_at, id);
CREATE INDEX reminders_message ON {o}.reminders(conversation, seq);
