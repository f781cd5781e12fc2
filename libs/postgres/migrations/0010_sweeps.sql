-- Projection `catalog`: sweeps, who works on them, and what was given out.
CREATE TABLE IF NOT EXISTS sweeps (
  sweep_id bigint PRIMARY KEY,
  project_id bigint NOT NULL,
  name text NOT NULL,
  display_name text,
  description text,
  config text NOT NULL,
  controller text,
  state text NOT NULL,
  state_reason text,
  author text NOT NULL,
  prior_runs text[] NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  deleted_at timestamptz,
  UNIQUE (project_id, name)
);

CREATE TABLE IF NOT EXISTS sweep_agents (
  agent_id bigint PRIMARY KEY,
  sweep_id bigint NOT NULL,
  name text NOT NULL,
  host text NOT NULL,
  author text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS sweep_agents_by_sweep ON sweep_agents (sweep_id, agent_id);

-- One row a run: the newest assignment of a run that was given away counts.
CREATE TABLE IF NOT EXISTS sweep_runs (
  sweep_id bigint NOT NULL,
  run_name text NOT NULL,
  ordinal bigint NOT NULL,
  place bigint,
  agent_id bigint NOT NULL,
  arguments text NOT NULL,
  token text,
  assigned_at timestamptz NOT NULL,
  PRIMARY KEY (sweep_id, run_name)
);
CREATE INDEX IF NOT EXISTS sweep_runs_by_agent ON sweep_runs (agent_id, ordinal);
CREATE INDEX IF NOT EXISTS runs_by_sweep ON runs (project_id, sweep) WHERE sweep IS NOT NULL;
