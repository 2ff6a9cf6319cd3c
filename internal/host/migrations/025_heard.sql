-- How often the installation has heard from the organisation's house, or given it a name:
-- who asked the house before that has an old answer.
ALTER TABLE {o}.organisations ADD COLUMN heard BIGINT NOT NULL DEFAULT 0; -- structure
