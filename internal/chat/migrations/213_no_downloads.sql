ALTER TABLE {o}.chat_rules ADD COLUMN no_downloads BOOLEAN NOT NULL DEFAULT FALSE; -- structure: whether nobody takes files away
