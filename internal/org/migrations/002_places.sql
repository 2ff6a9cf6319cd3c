-- Rows of the outbox go when they are old, and those of changes when their object
-- changes again. Their places must not be given a second time: a cursor, or a
-- device, that stands at the last place would miss what comes after. SQLite's
-- AUTOINCREMENT counts on by itself; on PostgreSQL a sequence does.
@pg CREATE SEQUENCE {o}.outbox_places;
@pg SELECT setval('{o}.outbox_places', 1 + coalesce(max(seq), 0), false) FROM {o}.outbox;
@pg CREATE SEQUENCE {o}.changes_places;
@pg SELECT setval('{o}.changes_places', 1 + coalesce(max(seq), 0), false) FROM {o}.changes;
