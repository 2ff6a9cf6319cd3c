-- Entries are erased by age from the beginning; the next time begins where the last
-- one ended.
ALTER TABLE {o}.log_head ADD COLUMN erased BIGINT NOT NULL DEFAULT 0; -- structure: up to this entry's n
