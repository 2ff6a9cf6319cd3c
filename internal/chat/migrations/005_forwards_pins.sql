-- Messages that stand above a conversation for all, and messages that carry others.
ALTER TABLE {o}.messages ADD COLUMN pinned_by TEXT NOT NULL DEFAULT ''; -- identifier
ALTER TABLE {o}.messages ADD COLUMN pinned_at BIGINT NOT NULL DEFAULT 0; -- structure
CREATE INDEX messages_pinned ON {o}.messages(conversation, pinned_at) WHERE pinned_at > 0;

-- What a forwarded message carries: what others said elsewhere, as it was then.
-- table message_forwards: retention=conversation export=person purge=conversation
CREATE TABLE {o}.message_forwards (
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	n            INTEGER NOT NULL, -- structure: its place among them
	sender       TEXT NOT NULL, -- identifier: who said it
	body         {{SEALED}} NOT NULL, -- content
	at           BIGINT NOT NULL, -- structure: when it was said
	PRIMARY KEY (conversation, seq, n)
);
CREATE INDEX message_forwards_sender ON {o}.message_forwards(sender);

ALTER TABLE {o}.chat_rules ADD COLUMN forwarding BOOLEAN NOT NULL DEFAULT TRUE; -- structure: whether messages may be forwarded at all
