-- An import of what was said in another program: its archive is read into rows, an
-- administrator looks at what they would become, and they become it.
-- table chat_imports: retention=none export=organisation purge=organisation
CREATE TABLE {o}.chat_imports (
	id       TEXT PRIMARY KEY, -- identifier
	source   TEXT NOT NULL, -- structure: slack, mattermost, csv; '': not known yet
	state    TEXT NOT NULL, -- structure: reading, ready, importing, done, cancelled, failed
	file     {{SEALED}} NOT NULL, -- content: what the archive is called
	size     BIGINT NOT NULL, -- structure: bytes
	sha256   TEXT NOT NULL, -- structure: of the archive
	reason   TEXT NOT NULL, -- structure: why it failed
	counts   {{JSON}} NOT NULL, -- structure: what was found, and what became of it
	done     BIGINT NOT NULL, -- structure: so much is read or imported
	total    BIGINT NOT NULL, -- structure: of so much
	room     INTEGER NOT NULL, -- structure: the conversation it has come to
	after_at BIGINT NOT NULL, -- structure: and the message in it
	after_key TEXT NOT NULL, -- identifier
	made_by  TEXT NOT NULL, -- identifier
	made_at  BIGINT NOT NULL, -- structure
	ended_at BIGINT NOT NULL -- structure: 0: it goes on
);

-- What follows is there until the import ends, but for what was left out and why.
-- table chat_import_people: retention=none export=organisation purge=organisation
CREATE TABLE {o}.chat_import_people (
	import   TEXT NOT NULL, -- identifier
	source_key TEXT NOT NULL, -- identifier: by which the other program knows them
	about    {{SEALED}} NOT NULL, -- personal: name, address and telephone number there
	messages INTEGER NOT NULL, -- structure: how many they wrote
	how      TEXT NOT NULL, -- structure: mail, phone, chosen: a colleague; name: not in the directory; out: left out
	person   TEXT NOT NULL, -- identifier: the colleague
	PRIMARY KEY (import, source_key)
);

-- table chat_import_rooms: retention=none export=organisation purge=organisation
CREATE TABLE {o}.chat_import_rooms (
	import   TEXT NOT NULL, -- identifier
	n        INTEGER NOT NULL, -- structure
	source_key TEXT NOT NULL, -- identifier
	about    {{SEALED}} NOT NULL, -- content: name, kind and members there
	messages INTEGER NOT NULL, -- structure
	PRIMARY KEY (import, n)
);
CREATE UNIQUE INDEX chat_import_rooms_key ON {o}.chat_import_rooms(import, source_key);

-- table chat_import_messages: retention=none export=organisation purge=organisation
CREATE TABLE {o}.chat_import_messages (
	import TEXT NOT NULL, -- identifier
	room   INTEGER NOT NULL, -- structure
	at     BIGINT NOT NULL, -- structure: when it was said
	source_key TEXT NOT NULL, -- identifier
	author TEXT NOT NULL, -- identifier
	body   {{SEALED}} NOT NULL, -- content
	PRIMARY KEY (import, source_key, room)
);
CREATE INDEX chat_import_messages_order ON {o}.chat_import_messages(import, room, at, source_key);

-- table chat_import_problems: retention=none export=organisation purge=organisation
CREATE TABLE {o}.chat_import_problems (
	import TEXT NOT NULL, -- identifier
	n      INTEGER NOT NULL, -- structure
	file   {{SEALED}} NOT NULL, -- content: in the archive
	line   INTEGER NOT NULL, -- structure
	code   TEXT NOT NULL, -- structure
	PRIMARY KEY (import, n)
);

-- Who is whom in another program, for every later archive of it. An author who is not in
-- the directory keeps the name they had; an id of their own stands for them.
-- table chat_import_authors: retention=none export=organisation purge=organisation
CREATE TABLE {o}.chat_import_authors (
	source TEXT NOT NULL, -- structure
	source_key TEXT NOT NULL, -- identifier
	id     TEXT NOT NULL, -- identifier: of the colleague, or their own
	name   {{SEALED}} NOT NULL, -- personal: of whoever is not in the directory
	known  BOOLEAN NOT NULL, -- structure: it is a colleague
	PRIMARY KEY (source, source_key, known)
);
CREATE INDEX chat_import_authors_id ON {o}.chat_import_authors(id);

-- Which conversations another program's became: mostly one, or several where later ones
-- could not be put into the order of the first.
-- table chat_import_conversations: retention=none export=organisation purge=organisation
CREATE TABLE {o}.chat_import_conversations (
	source TEXT NOT NULL, -- structure
	source_key TEXT NOT NULL, -- identifier
	n      INTEGER NOT NULL, -- structure
	conversation TEXT NOT NULL, -- identifier
	PRIMARY KEY (source, source_key, n)
);
