-- Which version of each projection is shown. Not derived from the log: what it says is about the other tables. `switching` is
-- set while tables of ClickHouse are exchanged one by one (JSON, table -> the id of the one that was built), so that a crash in
-- between is finished at the next start. `kept_version`: the copy that was shown before, until it is dropped.
CREATE TABLE IF NOT EXISTS projection_versions (
  projection text PRIMARY KEY,
  version integer NOT NULL,
  kept_version integer,
  switching text,
  changed_at timestamptz NOT NULL
);

-- What an operator needs of a dead letter: who could not use it, where its bytes lie, whether it was repaired.
ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS projection text;
ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS writer text;
ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS letter_partition integer;
ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS letter_offset bigint;
ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS repaired_at timestamptz;
ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS repaired_by text;
CREATE INDEX IF NOT EXISTS dead_letters_open ON dead_letters (occurred_at DESC, dead_letter_id) WHERE repaired_at IS NULL;

-- Of `dead_letters`, those that were repaired since.
ALTER TABLE run_streams ADD COLUMN IF NOT EXISTS dead_letters_repaired bigint NOT NULL DEFAULT 0;
