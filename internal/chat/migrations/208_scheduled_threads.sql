ALTER TABLE {o}.scheduled_messages ADD COLUMN thread BIGINT NOT NULL DEFAULT 0; -- structure: the message in whose thread it is said; 0: in none
