-- Named views of a project, shared by its members. One row a view: the newest revision.
CREATE TABLE saved_views (
  view_id text PRIMARY KEY,
  project_id bigint NOT NULL,
  name text NOT NULL,
  revision integer NOT NULL,
  document text NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX saved_views_of_project ON saved_views (project_id);
