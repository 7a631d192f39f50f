-- What tells a drop that was dropped before, and how often what went wrong.

ALTER TABLE drops ADD COLUMN content TEXT;                      -- hash of what it asks for; null for drops of before
ALTER TABLE drops ADD COLUMN same_as TEXT;                      -- the drop before it that asked for the very same
ALTER TABLE drops ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0; -- jobs whose idempotency key was seen before
CREATE INDEX drops_content ON drops (content, closed_at, id);

-- Every idempotency key that was ever taken. Never cleaned: a key is for good.
CREATE TABLE idempotency_keys (
  idempotency_key TEXT PRIMARY KEY,
  content         TEXT NOT NULL,
  drop_id         TEXT NOT NULL,
  path            TEXT NOT NULL,
  folder          TEXT NOT NULL,
  seen_at         BIGINT NOT NULL
);

CREATE TABLE counters (
  kind  TEXT NOT NULL,
  class TEXT NOT NULL,
  n     BIGINT NOT NULL,
  PRIMARY KEY (kind, class)
);
