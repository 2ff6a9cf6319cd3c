-- Threads: answers that are read beside the message they began at. A message in a thread has
-- its place in the conversation like all others; the thread is told by its first message.
ALTER TABLE {o}.messages ADD COLUMN thread BIGINT NOT NULL DEFAULT 0; -- structure: place of the message whose thread it is in
ALTER TABLE {o}.held_messages ADD COLUMN thread BIGINT NOT NULL DEFAULT 0; -- structure
CREATE INDEX messages_thread ON {o}.messages(conversation, thread, seq) WHERE thread > 0;

-- table threads: retention=conversation export=organisation purge=conversation
CREATE TABLE {o}.threads (
	conversation TEXT NOT NULL, -- identifier
	root         BIGINT NOT NULL, -- structure: place of the message it began at
	replies      INTEGER NOT NULL, -- structure: how many were said in it
	last_seq     BIGINT NOT NULL, -- structure
	last_at      BIGINT NOT NULL, -- structure
	PRIMARY KEY (conversation, root)
);

-- Who is told of what is said in a thread, and how far they have read in it.
-- table thread_followers: retention=conversation export=person purge=person
CREATE TABLE {o}.thread_followers (
	conversation TEXT NOT NULL, -- identifier
	root         BIGINT NOT NULL, -- structure
	person       TEXT NOT NULL, -- identifier
	read_seq     BIGINT NOT NULL, -- structure
	PRIMARY KEY (conversation, root, person)
);
CREATE INDEX thread_followers_person ON {o}.thread_followers(person);
