ALTER TABLE {o}.chat_rules ADD COLUMN forward_outside BOOLEAN NOT NULL DEFAULT FALSE; -- structure: whether messages may be forwarded to where people from outside read
