-- One row: how fast somebody may write, and what protects what is read.
-- table chat_gates: retention=none export=organisation purge=organisation
CREATE TABLE {o}.chat_gates (
	one             INTEGER PRIMARY KEY, -- structure
	messages_minute INTEGER NOT NULL, -- structure: how many messages a person sends in a minute
	directs_hour    INTEGER NOT NULL, -- structure: how many new direct conversations a person starts in an hour
	watermark       {{JSON}} NOT NULL, -- structure: the classes of conversation that show who reads them
	traced          BOOLEAN NOT NULL -- structure: whether what is copied from these carries a trace
);
