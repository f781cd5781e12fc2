-- Charts that scripts name as `<entity>/<name>`. `spec` is JSON of the chart's language (`kind`: vega2).
CREATE TABLE IF NOT EXISTS custom_charts (
  entity text NOT NULL,
  name text NOT NULL,
  chart_id bigint NOT NULL,
  display_name text NOT NULL,
  kind text NOT NULL,
  access text NOT NULL,
  spec text NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (entity, name)
);
