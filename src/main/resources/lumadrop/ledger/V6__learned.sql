-- How long requests were seen to take: what polls are planned by. A row is written over as more is learned.
CREATE TABLE lessons (
  model      TEXT NOT NULL,
  mode       TEXT NOT NULL,
  stage      TEXT NOT NULL,   -- what took that long: total, processing
  lesson     TEXT NOT NULL,
  learned_at BIGINT NOT NULL,
  PRIMARY KEY (model, mode, stage)
);
