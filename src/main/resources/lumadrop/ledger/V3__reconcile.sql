-- What is remembered of a job's submits, so that an uncertain one can be settled by the upstream's list.

ALTER TABLE jobs ADD COLUMN attempted_at BIGINT;                      -- when its last POST was written down, before it left
ALTER TABLE jobs ADD COLUMN open_since   BIGINT;                      -- since when it is not known whether that was taken
ALTER TABLE jobs ADD COLUMN absent_looks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN vain_looks   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN repeats      INTEGER NOT NULL DEFAULT 0;  -- POSTs that repeated an uncertain one
ALTER TABLE jobs ADD COLUMN renewals     INTEGER NOT NULL DEFAULT 0;  -- POSTs that followed a proof that nothing was made

-- An earlier version held its uncertain submits at once.
UPDATE jobs SET attempted_at =
    (SELECT MAX(at) FROM events WHERE job_id = jobs.id AND kind = 'state' AND word = 'submitting')
  WHERE request_id IS NULL AND attempts > 0;
UPDATE jobs SET open_since = changed_at
  WHERE state = 'unknown' OR state = 'held' AND reason_class = 'unknown-submit' AND request_id IS NULL;

CREATE INDEX jobs_open ON jobs (open_since) WHERE open_since IS NOT NULL;
CREATE INDEX events_request ON events (word) WHERE kind = 'request'; -- requests that are no job's any longer, but ours
