-- Who of a group sends urgent notices (DING) about what is said in it: all, where it was not
-- asked before.
UPDATE {o}.conversations SET rules = CAST(REPLACE(CAST(rules AS TEXT), '"pin":', '"ding":"all","pin":') AS {{JSON}});
