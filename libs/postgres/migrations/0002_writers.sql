-- Several writers in one run (protocol 6.7): the server counts the steps of their rows, and each has a summary of its own.
ALTER TABLE run_streams ADD COLUMN IF NOT EXISTS next_step bigint NOT NULL DEFAULT 0;

CREATE TABLE IF NOT EXISTS writer_summaries (
  run_id bigint NOT NULL,
  writer text NOT NULL,
  summary text NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (run_id, writer)
);
