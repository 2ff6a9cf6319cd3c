-- How somebody arranges their own list: folders, what is in them, and conversations marked
-- as unread. Nobody else sees any of it.
-- table conversation_folders: retention=employment export=person purge=person
CREATE TABLE {o}.conversation_folders (
	id     TEXT PRIMARY KEY, -- identifier
	person TEXT NOT NULL, -- identifier
	name   {{SEALED}} NOT NULL, -- content
	place  INTEGER NOT NULL -- structure: its place among them, from 1
);
CREATE INDEX conversation_folders_person ON {o}.conversation_folders(person, place);

-- What is filed goes with the membership, in whatever way that ends, and with the folder.
-- table conversation_filings: retention=conversation export=person purge=person
CREATE TABLE {o}.conversation_filings (
	conversation TEXT NOT NULL, -- identifier
	person       TEXT NOT NULL, -- identifier
	folder       TEXT NOT NULL REFERENCES {o}.conversation_folders(id) ON DELETE CASCADE, -- identifier
	PRIMARY KEY (conversation, person, folder),
	FOREIGN KEY (conversation, person) REFERENCES {o}.conversation_members(conversation, person) ON DELETE CASCADE
);
CREATE INDEX conversation_filings_folder ON {o}.conversation_filings(folder, conversation);
CREATE INDEX conversation_filings_person ON {o}.conversation_filings(person);

ALTER TABLE {o}.conversation_members ADD COLUMN unread_at BIGINT NOT NULL DEFAULT 0; -- structure: when its person marked it as unread; 0: not
