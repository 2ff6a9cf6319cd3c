ALTER TABLE {o}.chat_rules ADD COLUMN devices_keep_nothing BOOLEAN NOT NULL DEFAULT FALSE; -- structure: whether browsers keep nothing of what was read
