-- One row: whether people are shown who is there at all.
-- table presence_rule: retention=none export=organisation purge=organisation
CREATE TABLE {o}.presence_rule (
	one   INTEGER PRIMARY KEY, -- structure
	shown BOOLEAN NOT NULL -- structure
);

-- Who does not want to be seen. When somebody is there is never stored.
-- table presence_hidden: retention=none export=person purge=person
CREATE TABLE {o}.presence_hidden (
	person TEXT PRIMARY KEY, -- identifier
	at     BIGINT NOT NULL -- structure
);
