-- Edits of a run's history, as its events tell them (ADR 0014): JSON, also those that were undone. Rows of almost all runs say `[]`.
ALTER TABLE runs ADD COLUMN IF NOT EXISTS history_edits text NOT NULL DEFAULT '[]';
ALTER TABLE runs ADD COLUMN IF NOT EXISTS history_edited_at timestamptz;
