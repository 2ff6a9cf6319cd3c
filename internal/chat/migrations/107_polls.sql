-- Polls: a message of kind poll says the question. How many chose an answer stands with
-- the answer, so that it stays when whoever chose it is forgotten.
-- table polls: retention=conversation export=none purge=conversation
CREATE TABLE {o}.polls (
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	multiple     BOOLEAN NOT NULL, -- structure: several answers
	anonymous    BOOLEAN NOT NULL, -- structure
	adds         BOOLEAN NOT NULL, -- structure: members may add answers
	voters       INTEGER NOT NULL, -- structure: how many have voted
	closes_at    BIGINT NOT NULL, -- structure: 0: when its author closes it
	closed_at    BIGINT NOT NULL, -- structure: 0: open
	PRIMARY KEY (conversation, seq)
);

-- table poll_options: retention=conversation export=person purge=conversation
CREATE TABLE {o}.poll_options (
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	n            INTEGER NOT NULL, -- structure: its place among them
	text         {{SEALED}} NOT NULL, -- content
	made_by      TEXT NOT NULL, -- identifier
	votes        INTEGER NOT NULL, -- structure: how many chose it
	PRIMARY KEY (conversation, seq, n)
);
CREATE INDEX poll_options_made_by ON {o}.poll_options(made_by);

-- Who chose what, of polls in which that is shown.
-- table poll_votes: retention=conversation export=person purge=person
CREATE TABLE {o}.poll_votes (
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	person       TEXT NOT NULL, -- identifier
	n            INTEGER NOT NULL, -- structure
	PRIMARY KEY (conversation, seq, person, n)
);
CREATE INDEX poll_votes_person ON {o}.poll_votes(person, conversation);

-- Who has voted in an anonymous poll, in the order of persons, without a time and
-- without what they chose.
-- table poll_voters: retention=conversation export=person purge=person
CREATE TABLE {o}.poll_voters (
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	person       TEXT NOT NULL, -- identifier
	PRIMARY KEY (conversation, seq, person)
) {{CLUSTERED}};
CREATE INDEX poll_voters_person ON {o}.poll_voters(person, conversation);
