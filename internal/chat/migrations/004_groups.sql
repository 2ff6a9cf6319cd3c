-- Groups with rules of their own, channels, groups that follow the directory, and each
-- member's own order of things.
ALTER TABLE {o}.conversations ADD COLUMN rules {{JSON}} NOT NULL DEFAULT '{}'; -- structure: who may do what
UPDATE {o}.conversations SET rules =
	'{"post":"all","mention_all":"all","pin":"all","invite":"all","rename":"all","history":false,"forward":true,"receipts":true}';
ALTER TABLE {o}.conversations ADD COLUMN archived_at BIGINT NOT NULL DEFAULT 0; -- structure: since when nobody writes in it
ALTER TABLE {o}.conversations ADD COLUMN follows TEXT NOT NULL DEFAULT ''; -- identifier: the department whose people it has, or "everyone"
CREATE UNIQUE INDEX conversations_follows ON {o}.conversations(follows) WHERE follows <> '';

ALTER TABLE {o}.conversation_members ADD COLUMN came_seq BIGINT NOT NULL DEFAULT 0; -- structure: the end when they came: they need not have read what was before
UPDATE {o}.conversation_members SET came_seq = joined_seq;
ALTER TABLE {o}.conversation_members ADD COLUMN pinned_at BIGINT NOT NULL DEFAULT 0; -- structure: stands above the others since
ALTER TABLE {o}.conversation_members ADD COLUMN muted_until BIGINT NOT NULL DEFAULT 0; -- structure: no notices until then
