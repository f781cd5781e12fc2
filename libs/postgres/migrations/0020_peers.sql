-- What the processes of one deployment must agree on. Nothing here is derived from the log, and nothing is lost with it: who
-- finds it empty looks at the whole log's end again before deciding.
-- Who had a turn last: another one must first see what that one has appended.
CREATE TABLE IF NOT EXISTS turn_owners (
  kind text NOT NULL,
  slot integer NOT NULL,
  owner text NOT NULL,
  PRIMARY KEY (kind, slot)
);

-- The number that the next run of a project gets; never lower than what the runs say.
CREATE TABLE IF NOT EXISTS run_ordinals (
  project_id bigint PRIMARY KEY,
  next bigint NOT NULL
);

-- Made by the first process that needs it; signed links are good in every process and after every restart.
CREATE TABLE IF NOT EXISTS server_secrets (
  name text PRIMARY KEY,
  secret text NOT NULL
);
