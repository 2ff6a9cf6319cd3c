-- Who reports to somebody is counted without reading their rows.
DROP INDEX {o}.people_manager;
CREATE INDEX people_manager ON {o}.people(manager, status, id);
