-- One script for SQLite and PostgreSQL. Times are milliseconds since 1970 UTC; JSON stands only where the shape is the caller's.

CREATE TABLE drops (
  id          TEXT PRIMARY KEY,
  path        TEXT NOT NULL,
  folder      TEXT NOT NULL,
  folder_key  TEXT NOT NULL,
  file        TEXT NOT NULL,
  sha256      TEXT NOT NULL,
  bytes       BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  jobs        INTEGER NOT NULL,
  shelved     INTEGER NOT NULL, -- 0 until the file has left the inbox for good
  version     INTEGER NOT NULL,
  due_at      BIGINT,           -- when its manifest is to be written; null while jobs are at work, or once it is written
  owner       TEXT,
  closed_at   BIGINT            -- when its manifest said "complete"
);
CREATE UNIQUE INDEX drops_folder ON drops (folder_key);
CREATE INDEX drops_due ON drops (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX drops_unshelved ON drops (path) WHERE shelved = 0;
CREATE INDEX drops_owner ON drops (owner) WHERE owner IS NOT NULL;
CREATE INDEX drops_closed ON drops (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX drops_path ON drops (path);

CREATE TABLE jobs (
  id           TEXT PRIMARY KEY,
  drop_id      TEXT NOT NULL,
  n            INTEGER NOT NULL,
  name         TEXT NOT NULL,
  output       TEXT NOT NULL,
  output_key   TEXT,             -- only where its folder is shared with other drops
  mode         TEXT NOT NULL,
  model        TEXT NOT NULL,
  prompt       TEXT NOT NULL,
  aspect_ratio TEXT,
  image        TEXT,
  extra        TEXT,
  custom_id    TEXT,
  metadata     TEXT,
  state        TEXT NOT NULL,
  version      INTEGER NOT NULL,
  pending      INTEGER NOT NULL, -- 1 while its drop's manifest must wait for it
  due_at       BIGINT,           -- when its turn comes; null while in hand, and once nothing more will happen
  owner        TEXT,             -- who has it in hand
  request_id   TEXT,
  submitted_at BIGINT,
  status       TEXT,
  polls        INTEGER NOT NULL,
  created_at   BIGINT,
  updated_at   BIGINT,
  ended        TEXT,
  media        TEXT,
  attempts     INTEGER NOT NULL,
  troubles     INTEGER NOT NULL,
  reason_class TEXT,
  reason       TEXT,
  accepted_at  BIGINT NOT NULL,
  changed_at   BIGINT NOT NULL
);
CREATE INDEX jobs_due ON jobs (state, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX jobs_owner ON jobs (owner) WHERE owner IS NOT NULL;
CREATE INDEX jobs_pending ON jobs (drop_id) WHERE pending = 1;
CREATE INDEX jobs_unconfirmed ON jobs (owner) WHERE ended IS NOT NULL AND state IN ('in_flight', 'overdue');
CREATE INDEX jobs_attention ON jobs (state, id) WHERE state IN ('unknown', 'overdue', 'held');
CREATE UNIQUE INDEX jobs_output ON jobs (output_key) WHERE output_key IS NOT NULL;
CREATE INDEX jobs_drop ON jobs (drop_id, n);
CREATE UNIQUE INDEX jobs_request ON jobs (request_id) WHERE request_id IS NOT NULL; -- one request is never two jobs

CREATE TABLE pictures (
  job_id     TEXT NOT NULL,
  n          INTEGER NOT NULL,
  file       TEXT NOT NULL,
  bytes      BIGINT NOT NULL,
  sha256     TEXT NOT NULL,
  media_type TEXT NOT NULL,
  width      INTEGER NOT NULL,
  height     INTEGER NOT NULL,
  url        TEXT NOT NULL,
  PRIMARY KEY (job_id, n)
);

CREATE TABLE events (
  job_id TEXT NOT NULL,
  seq    INTEGER NOT NULL,
  at     BIGINT NOT NULL,
  kind   TEXT NOT NULL,
  word   TEXT NOT NULL,
  text   TEXT,
  PRIMARY KEY (job_id, seq)
);

-- How many jobs are in each state, so that nobody ever counts them.
CREATE TABLE tallies (
  state TEXT PRIMARY KEY,
  n     BIGINT NOT NULL
);

-- The processes that take jobs in hand. One whose beat stands still is dead, and its jobs come back.
CREATE TABLE owners (
  id         TEXT PRIMARY KEY,
  host       TEXT NOT NULL,
  pid        BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  beat       BIGINT NOT NULL,
  beat_at    BIGINT NOT NULL
);

-- Single facts: how far manifest.jsonl is known to reach.
CREATE TABLE marks (
  name  TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);

-- How far each schedule of a home has been dealt with, and which of its times were begun: what makes "once" outlive a crash.
CREATE TABLE schedules (
  home        TEXT NOT NULL,
  name        TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  until_at    BIGINT NOT NULL,
  PRIMARY KEY (home, name)
);

CREATE TABLE firings (
  home          TEXT NOT NULL,
  schedule      TEXT NOT NULL,
  fire_key      TEXT NOT NULL,
  scheduled_for BIGINT NOT NULL,
  file          TEXT NOT NULL,
  finished      INTEGER NOT NULL,
  PRIMARY KEY (home, schedule, fire_key)
);
