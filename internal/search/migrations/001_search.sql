-- What of messages is in the index of words. Its number is the moment the message was
-- said, in microseconds, or the next that is free: newest first and from a day to another
-- are an order and a stretch of it.
-- table search_docs: retention=conversation export=none purge=conversation derived
CREATE TABLE {o}.search_docs (
	pos          BIGINT PRIMARY KEY, -- structure
	conversation TEXT NOT NULL, -- identifier
	seq          BIGINT NOT NULL -- structure
);
CREATE UNIQUE INDEX search_docs_place ON {o}.search_docs(conversation, seq);

-- The words of each, as rowid its number.
-- table search_words: retention=conversation export=none purge=conversation derived
@sqlite CREATE VIRTUAL TABLE {o}.search_words USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii tokenchars ''#''');
@pg CREATE TABLE {o}.search_words (
@pg rowid BIGINT PRIMARY KEY, -- structure
@pg words TSVECTOR NOT NULL -- structure: keyed hashes
@pg );
@pg CREATE INDEX search_words_words ON {o}.search_words USING gin(words);

-- One row: how far the index has been made from what was there before it.
-- table search_progress: retention=none export=none purge=none derived
CREATE TABLE {o}.search_progress (
	one     INTEGER PRIMARY KEY, -- structure
	version INTEGER NOT NULL, -- structure: of the tokeniser
	upto    TEXT NOT NULL, -- identifier: messages from this one on are in it
	done    BOOLEAN NOT NULL -- structure
);
