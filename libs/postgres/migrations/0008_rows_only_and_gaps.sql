-- Of the lines logged, those whose keys were too many: kept as rows, shown in no chart (`MOST_KEYS_IN_ROW`, `MOST_KEYS_IN_RUN`).
ALTER TABLE run_streams ADD COLUMN IF NOT EXISTS lines_rows_only bigint NOT NULL DEFAULT 0;
-- Line numbers of the newest generation that were skipped and have not come since: JSON, [[first, end], ...]. A line that
-- fills one is new; without this it could be told from a rewritten one only where lines are stored.
ALTER TABLE run_streams ADD COLUMN IF NOT EXISTS open_gaps text NOT NULL DEFAULT '[]';
