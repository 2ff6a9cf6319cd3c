-- What somebody looks for again and again. It is theirs alone, and finds what they may read
-- at the moment of asking.
-- table saved_searches: retention=employment export=person purge=person
CREATE TABLE {o}.saved_searches (
	id     TEXT PRIMARY KEY, -- identifier
	person TEXT NOT NULL, -- identifier
	name   {{SEALED}} NOT NULL, -- content
	asked  {{SEALED}} NOT NULL -- content: words and filters
);
CREATE INDEX saved_searches_person ON {o}.saved_searches(person, id);
