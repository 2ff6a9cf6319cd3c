-- How an organisation shows itself. Its house is right about it, and tells it here, so
-- that the picture is shown and compared without opening the house.
-- table org_pictures: retention=installation export=none purge=organisation
CREATE TABLE {o}.org_pictures (
	org  TEXT PRIMARY KEY REFERENCES {o}.organisations(id) ON DELETE CASCADE, -- identifier
	file TEXT NOT NULL UNIQUE, -- identifier: the stored file in the house; who knows it sees the picture
	jpeg {{BYTES}} NOT NULL, -- structure: what outsiders see
	hash BIGINT NOT NULL -- structure: what it looks like
);

-- Pictures to test others with; of one that is of one colour there are none.
-- table org_picture_bands: retention=installation export=none purge=organisation
CREATE TABLE {o}.org_picture_bands (
	band BIGINT NOT NULL, -- structure
	org  TEXT NOT NULL REFERENCES {o}.organisations(id) ON DELETE CASCADE, -- identifier
	PRIMARY KEY (band, org)
);
CREATE INDEX org_picture_bands_org ON {o}.org_picture_bands(org);
