-- Who talks directly with somebody is found without reading all the groups they are in.
CREATE INDEX conversations_first ON {o}.conversations((substr(pair, 1, 26)));
CREATE INDEX conversations_second ON {o}.conversations((substr(pair, 28)));
