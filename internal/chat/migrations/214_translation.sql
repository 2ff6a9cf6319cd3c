ALTER TABLE {o}.chat_rules ADD COLUMN translate_at TEXT NOT NULL DEFAULT ''; -- structure: name of the server that messages may be sent to for translation; '': none
