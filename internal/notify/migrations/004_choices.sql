-- How somebody hears of messages: of what is said to them (direct) and of the rest (normal),
-- in the application, by push and by mail. Without a row it is as at first.
-- table notify_choices: retention=none export=person purge=person
CREATE TABLE {o}.notify_choices (
	person      TEXT PRIMARY KEY, -- identifier
	direct_app  BOOLEAN NOT NULL, -- structure: a line under the bell
	direct_push BOOLEAN NOT NULL, -- structure
	direct_mail BOOLEAN NOT NULL, -- structure
	normal_app  BOOLEAN NOT NULL, -- structure: counted; else only marked
	normal_push BOOLEAN NOT NULL, -- structure
	normal_mail BOOLEAN NOT NULL, -- structure
	mail_every  TEXT NOT NULL, -- structure: hourly, daily
	language    TEXT NOT NULL, -- structure: of the mail: what they read when they chose
	mailed_upto BIGINT NOT NULL -- structure: of what was said before, no mail is made any more
);
CREATE INDEX notify_choices_push ON {o}.notify_choices(person) WHERE normal_push;
CREATE INDEX notify_choices_mail ON {o}.notify_choices(mail_every, person) WHERE direct_mail OR normal_mail;
