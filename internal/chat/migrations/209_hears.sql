-- What a member wants to hear of one conversation, beyond muting it: '' as they have it
-- everywhere, all: every message is as if it were said to them, nothing: not even mentions.
ALTER TABLE {o}.conversation_members ADD COLUMN hears TEXT NOT NULL DEFAULT ''; -- structure
CREATE INDEX conversation_members_hears ON {o}.conversation_members(conversation) WHERE hears = 'all';
