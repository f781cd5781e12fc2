-- Every table but `sessions` is a projection of the log: it may be dropped and rebuilt.
-- Documents (config, summary, environment) are text, not jsonb: bare NaN, integers beyond 2^53, NUL and key order survive.

CREATE TABLE IF NOT EXISTS projection_checkpoint (
  projection text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  next_offset bigint NOT NULL,
  PRIMARY KEY (projection, topic, partition)
);

CREATE TABLE IF NOT EXISTS users (
  username text PRIMARY KEY,
  user_id bigint NOT NULL UNIQUE,
  email text,
  admin boolean NOT NULL DEFAULT false,
  password_hash text,
  created_at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS api_keys (
  key_id text PRIMARY KEY,
  username text NOT NULL,
  name text NOT NULL,
  sha256 text NOT NULL UNIQUE,
  last_four text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS team_members (
  team text NOT NULL,
  username text NOT NULL,
  role text NOT NULL,
  PRIMARY KEY (team, username)
);

CREATE TABLE IF NOT EXISTS sessions (
  sha256 text PRIMARY KEY,
  username text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS projects (
  project_id bigint PRIMARY KEY,
  entity text NOT NULL,
  name text NOT NULL,
  description text,
  created_at timestamptz NOT NULL,
  UNIQUE (entity, name)
);

CREATE TABLE IF NOT EXISTS runs (
  run_id bigint PRIMARY KEY,
  project_id bigint NOT NULL,
  entity text NOT NULL,
  project text NOT NULL,
  name text NOT NULL,
  display_name text NOT NULL,
  ordinal integer NOT NULL,
  author text NOT NULL,
  stub boolean NOT NULL,
  notes text,
  tags text[] NOT NULL DEFAULT '{}',
  group_name text,
  job_type text,
  commit_sha text,
  host text,
  program text,
  repo text,
  sweep text,
  config text NOT NULL DEFAULT '{}',
  environment text NOT NULL DEFAULT '{}',
  state text NOT NULL,
  exit_code integer,
  stop_requested boolean NOT NULL DEFAULT false,
  preempting boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  ended_at timestamptz,
  deleted_at timestamptz,
  timeline text NOT NULL DEFAULT '[]',
  version bigint NOT NULL,
  UNIQUE (project_id, name)
);
CREATE INDEX IF NOT EXISTS runs_by_creation ON runs (project_id, created_at DESC, run_id DESC);
CREATE INDEX IF NOT EXISTS runs_live ON runs (state) WHERE state IN ('running', 'pending');

-- The newest summary of a run, folded from run-streams once a batch (and from RunSummaryEdited).
CREATE TABLE IF NOT EXISTS run_summaries (
  run_id bigint PRIMARY KEY,
  summary text NOT NULL,
  updated_at timestamptz NOT NULL,
  version bigint NOT NULL
);

-- What the log holds of each stream: watermark for resume and the counters of the receipt.
CREATE TABLE IF NOT EXISTS run_streams (
  run_id bigint NOT NULL,
  writer text NOT NULL,
  file text NOT NULL,
  generation integer NOT NULL DEFAULT 0,
  next_line bigint NOT NULL,
  lines_received bigint NOT NULL,
  lines_logged bigint NOT NULL,
  lines_repeated bigint NOT NULL,
  lines_rewritten bigint NOT NULL,
  lines_skipped bigint NOT NULL,
  bytes_logged bigint NOT NULL,
  dead_letters bigint NOT NULL DEFAULT 0,
  last_line text,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (run_id, writer, file)
);

CREATE TABLE IF NOT EXISTS run_files (
  run_id bigint NOT NULL,
  name text NOT NULL,
  size bigint NOT NULL,
  md5 text NOT NULL,
  object_key text NOT NULL,
  content_type text NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (run_id, name)
);

CREATE TABLE IF NOT EXISTS alerts (
  event_id text PRIMARY KEY,
  run_id bigint NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  severity text NOT NULL,
  raised_at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS workspaces (
  username text NOT NULL,
  project_id bigint NOT NULL,
  revision integer NOT NULL,
  document text NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (username, project_id)
);

CREATE TABLE IF NOT EXISTS dead_letters (
  dead_letter_id text PRIMARY KEY,
  topic text NOT NULL,
  partition integer NOT NULL,
  record_offset bigint NOT NULL,
  run_id bigint,
  file text,
  line bigint,
  reason text NOT NULL,
  occurred_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS dead_letters_by_run ON dead_letters (run_id);
