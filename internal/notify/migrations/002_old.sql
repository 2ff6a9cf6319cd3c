-- Old notices are found without reading the others.
CREATE INDEX notices_at ON {o}.notices(at);
