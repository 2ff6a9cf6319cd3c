-- Plans that an operator changed or added; others are as the program brings them.
-- table plans: retention=installation export=none purge=none
CREATE TABLE {o}.plans (
	name       TEXT PRIMARY KEY, -- structure
	content    {{JSON}} NOT NULL, -- structure: limits and switches
	changed_at BIGINT NOT NULL -- structure
);

-- Which plan an organisation's limits are of; they follow when it is changed.
ALTER TABLE {o}.organisations ADD COLUMN plan_name TEXT NOT NULL DEFAULT ''; -- structure: '': everything
ALTER TABLE {o}.organisations ADD COLUMN plan_by TEXT NOT NULL DEFAULT ''; -- identifier: who changed it, until the organisation's record says so
ALTER TABLE {o}.organisations ADD COLUMN plan_at BIGINT NOT NULL DEFAULT 0; -- structure: when it was changed
CREATE INDEX organisations_plan_by ON {o}.organisations(id) WHERE plan_by <> '';
CREATE INDEX organisations_plan ON {o}.organisations(plan_name, id);
