-- Cards: a message of kind card says in its text what the card says in words.
-- table message_cards: retention=conversation export=none purge=conversation
CREATE TABLE {o}.message_cards (
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	owner        TEXT NOT NULL, -- identifier: who answers for it: robot, todo
	about        TEXT NOT NULL, -- identifier: what its owner calls it
	version      BIGINT NOT NULL, -- structure: from 1; a press names the one it saw
	card         {{SEALED}} NOT NULL, -- content
	PRIMARY KEY (conversation, seq)
);

-- Presses that are on their way to whoever answers, and those of the last day, so that
-- one that is sent again gets the answer that was given. What was filled in is not here.
-- table card_presses: retention=conversation export=person purge=person
CREATE TABLE {o}.card_presses (
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL, -- structure
	person       TEXT NOT NULL, -- identifier
	client_id    TEXT NOT NULL, -- identifier: made by the device
	at           BIGINT NOT NULL, -- structure
	done         BOOLEAN NOT NULL, -- structure: it was answered
	said         {{SEALED}} NOT NULL, -- content: what only this person reads of the answer
	PRIMARY KEY (conversation, seq, person, client_id)
);
CREATE INDEX card_presses_person ON {o}.card_presses(person);
