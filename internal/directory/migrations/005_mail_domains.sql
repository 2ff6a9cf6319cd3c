-- table mail_domains: retention=none export=organisation purge=organisation
CREATE TABLE {o}.mail_domains (
	domain TEXT PRIMARY KEY -- structure: of the organisation's own mail addresses
);
