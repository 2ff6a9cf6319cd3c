-- Where the organisation's page leads: what an administrator wants everybody to find.
-- table portal_links: retention=none export=organisation purge=organisation
CREATE TABLE {o}.portal_links (
	sort     INTEGER PRIMARY KEY, -- structure: from 0
	title    TEXT NOT NULL, -- structure: English
	title_hk TEXT NOT NULL, -- structure: traditional Chinese
	title_cn TEXT NOT NULL, -- structure: simplified Chinese
	address  TEXT NOT NULL -- structure: https
);
