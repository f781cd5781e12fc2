import { readMigrations } from '../migrations';
import { replicatedStatement } from './replicated-statement';

describe('a statement for a cluster', () => {
  it.each([
    ['CREATE DATABASE IF NOT EXISTS side', 'CREATE DATABASE IF NOT EXISTS side ON CLUSTER runs'],
    [
      'CREATE TABLE t (id UInt64) ENGINE = ReplacingMergeTree(ord) ORDER BY id',
      'CREATE TABLE t ON CLUSTER runs (id UInt64) ENGINE = ReplicatedReplacingMergeTree(ord) ORDER BY id',
    ],
    [
      '-- why\nCREATE TABLE IF NOT EXISTS t AS u\nENGINE = Null',
      '-- why\nCREATE TABLE IF NOT EXISTS t ON CLUSTER runs AS u\nENGINE = Null',
    ],
    ['EXCHANGE TABLES default.t AND side.t', 'EXCHANGE TABLES default.t AND side.t ON CLUSTER runs'],
    ['DROP DATABASE side SYNC', 'DROP DATABASE side ON CLUSTER runs SYNC'],
    [
      'ALTER TABLE t DELETE WHERE 1 SETTINGS mutations_sync = 1',
      'ALTER TABLE t ON CLUSTER runs DELETE WHERE 1 SETTINGS mutations_sync = 2',
    ],
    ["INSERT INTO t VALUES ('CREATE TABLE x ENGINE')", "INSERT INTO t VALUES ('CREATE TABLE x ENGINE')"],
  ])('of %s', (sql, expected) => {
    expect(replicatedStatement(sql, 'runs')).toBe(expected);
  });

  it('is every one of the migrations: none reaches one replica only, no table is unreplicated', () => {
    const statements = readMigrations().flatMap((migration) => migration.statements);
    for (const sql of statements) {
      const written = replicatedStatement(sql, 'runs');
      expect(written.match(/ON CLUSTER runs/g)).toHaveLength(1);
      expect(written).not.toMatch(/ENGINE = (?!Replicated)\w*MergeTree/);
    }
  });
});
