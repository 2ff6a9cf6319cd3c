-- Conversations that came from another program, and which of its messages are in them: the
-- same archive again, or a newer one of the same, brings only what is not here.
ALTER TABLE {o}.conversations ADD COLUMN came_from TEXT NOT NULL DEFAULT ''; -- structure: slack, mattermost, csv; '': it began here

-- table arrivals: retention=conversation export=none purge=conversation
CREATE TABLE {o}.arrivals (
	conversation TEXT NOT NULL, -- identifier
	arrival      TEXT NOT NULL, -- identifier: the message's key in its source
	seq          BIGINT NOT NULL, -- structure
	PRIMARY KEY (conversation, arrival)
);
CREATE INDEX arrivals_seq ON {o}.arrivals(conversation, seq);
