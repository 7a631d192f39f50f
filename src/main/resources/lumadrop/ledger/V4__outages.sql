-- When the upstream was known to be down: no deadline runs meanwhile, also not over a restart.
CREATE TABLE outages (
  owner    TEXT NOT NULL,   -- the process that noticed
  began_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL, -- the last time that it was known
  PRIMARY KEY (owner, began_at)
);
