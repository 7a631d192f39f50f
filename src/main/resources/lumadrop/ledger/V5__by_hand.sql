-- What people did by other processes, for the log of the one that runs.
CREATE INDEX events_hand ON events (at) WHERE kind = 'hand';
