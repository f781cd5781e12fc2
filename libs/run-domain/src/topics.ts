/** The topics of the log. `run-events` drives Postgres, `run-streams` drives ClickHouse, `dead-letters` is for operators. */
export const TOPICS = ['run-events', 'run-streams', 'dead-letters'] as const;
export type Topic = (typeof TOPICS)[number];
