-- What entries can be found by. An index of the engine's own would be written with
-- every change, a page for each; here the sequencer writes many entries' words at once.
-- idx is the entry's place.
-- table entry_words: retention=record export=none purge=record
CREATE TABLE {o}.entry_words (
	word TEXT NOT NULL, -- identifier: "actor:", "object:" or "action:" and what it is
	idx  BIGINT NOT NULL, -- structure
	PRIMARY KEY (word, idx)
@pg );
@sqlite ) WITHOUT ROWID;
ALTER TABLE {o}.log_head ADD COLUMN worded BIGINT NOT NULL DEFAULT 0; -- structure: so many entries have their words

-- The same with n, by which both engines find an entry.
@pg CREATE VIEW {o}.worded AS SELECT w.word, w.idx, e.n FROM {o}.entry_words w JOIN {o}.entries e ON e.idx = w.idx;
@sqlite CREATE VIEW {o}.worded AS SELECT word, idx, idx + 1 AS n FROM entry_words;

-- What a person did and what was done to them, also what has no words yet.
@pg CREATE VIEW {o}.unworded AS SELECT n, actor, object FROM {o}.entries WHERE idx IS NULL
@pg 	UNION ALL SELECT n, actor, object FROM {o}.entries WHERE idx >= (SELECT worded FROM {o}.log_head);
@sqlite CREATE VIEW {o}.unworded AS SELECT n, actor, object FROM entries WHERE n > coalesce((SELECT worded FROM log_head), 0);
@pg CREATE VIEW {o}.entries_of AS SELECT word, n FROM {o}.worded
@pg 	UNION ALL SELECT 'actor:' || actor, n FROM {o}.unworded UNION ALL SELECT 'object:' || object, n FROM {o}.unworded;
@sqlite CREATE VIEW {o}.entries_of AS SELECT word, n FROM worded
@sqlite 	UNION ALL SELECT 'actor:' || actor, n FROM unworded UNION ALL SELECT 'object:' || object, n FROM unworded;

DROP INDEX {o}.entries_actor;
DROP INDEX {o}.entries_object;
DROP INDEX {o}.entries_action;
