import nx from '@nx/eslint-plugin';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Layers of docs/architecture.md, as tags in the package.json of each project. */
const boundaries = [
  { sourceTag: 'layer:domain', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'layer:contract', onlyDependOnLibsWithTags: ['layer:domain'] },
  { sourceTag: 'layer:port', onlyDependOnLibsWithTags: ['layer:domain'] },
  { sourceTag: 'layer:feature', onlyDependOnLibsWithTags: ['layer:domain', 'layer:contract', 'layer:port', 'layer:feature'] },
  { sourceTag: 'feature:projections', onlyDependOnLibsWithTags: ['layer:domain', 'layer:contract', 'layer:port'] },
  { sourceTag: 'feature:run-queries', onlyDependOnLibsWithTags: ['layer:domain', 'layer:contract', 'layer:port'] },
  { sourceTag: 'feature:run-commands', onlyDependOnLibsWithTags: ['layer:domain', 'layer:contract', 'layer:port', 'feature:projections'] },
  { sourceTag: 'feature:accounts', onlyDependOnLibsWithTags: ['layer:domain', 'layer:contract', 'layer:port', 'feature:projections'] },
  {
    sourceTag: 'feature:artifacts',
    onlyDependOnLibsWithTags: ['layer:domain', 'layer:contract', 'layer:port', 'feature:projections', 'feature:run-commands'],
  },
  {
    sourceTag: 'feature:sweeps',
    onlyDependOnLibsWithTags: ['layer:domain', 'layer:contract', 'layer:port', 'feature:projections', 'feature:run-commands'],
  },
  { sourceTag: 'feature:liveness', onlyDependOnLibsWithTags: ['layer:domain', 'layer:port', 'feature:run-commands'] },
  {
    sourceTag: 'feature:wandb-protocol',
    onlyDependOnLibsWithTags: [
      'layer:domain',
      'layer:contract',
      'layer:port',
      'feature:run-commands',
      'feature:run-queries',
      'feature:accounts',
      'feature:artifacts',
      'feature:sweeps',
    ],
  },
  {
    sourceTag: 'feature:gateway',
    onlyDependOnLibsWithTags: [
      'layer:domain',
      'layer:contract',
      'layer:port',
      'feature:run-commands',
      'feature:run-queries',
      'feature:accounts',
      'feature:artifacts',
      'feature:sweeps',
      'feature:projections',
    ],
  },
  { sourceTag: 'layer:platform', onlyDependOnLibsWithTags: ['layer:domain', 'layer:port'] },
  { sourceTag: 'layer:app', onlyDependOnLibsWithTags: ['layer:domain', 'layer:contract', 'layer:feature', 'layer:platform'] },
  { sourceTag: 'layer:browser', onlyDependOnLibsWithTags: ['layer:contract'] },
];

/** A library that only one place may know. */
const ADAPTERS = {
  chdb: 'libs/clickhouse',
  '@clickhouse/client': 'libs/clickhouse',
  '@electric-sql/pglite': 'libs/postgres',
  pg: 'libs/postgres',
  kafkajs: 'libs/event-log/src/kafka',
  ioredis: 'libs/heartbeats/src/redis',
  '@aws-sdk/client-s3': 'libs/object-store/src/s3',
};
const onlyThere = (exempt) => ({
  'no-restricted-imports': [
    'error',
    {
      paths: Object.entries(ADAPTERS)
        .filter(([, home]) => !exempt || !home.startsWith(exempt))
        .map(([name, home]) => ({ name, message: `Only ${home} knows this library.` })),
      ...(exempt === 'platform'
        ? {}
        : {
            patterns: [
              {
                regex: '^@runstead/(event-log|postgres|clickhouse|heartbeats|object-store)/',
                message: 'Only platform (and tests) name adapters: import the port.',
              },
            ],
          }),
    },
  ],
});

export default tseslint.config(
  { ignores: ['**/dist', '**/node_modules', 'data', '.cache', '.nx', 'scripts/**/*.py'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    // The same rule twice: a file of 300 lines wants a second look, one of 500 is refused.
    plugins: { '@nx': nx, size: { rules: { 'max-lines': builtinRules.get('max-lines') } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { depConstraints: boundaries, enforceBuildableLibDependency: false, allow: [] }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/no-empty-object-type': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      'size/max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true, IIFEs: true }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  { files: ['libs/**/*.ts', 'apps/{standalone,ingest,projector,query,status-monitor}/**/*.ts'], rules: onlyThere(null) },
  { files: ['libs/clickhouse/**/*.ts'], rules: onlyThere('libs/clickhouse') },
  { files: ['libs/postgres/**/*.ts'], rules: onlyThere('libs/postgres') },
  { files: ['libs/event-log/src/kafka/**/*.ts'], rules: onlyThere('libs/event-log/src/kafka') },
  { files: ['libs/heartbeats/src/redis/**/*.ts'], rules: onlyThere('libs/heartbeats/src/redis') },
  { files: ['libs/object-store/src/s3/**/*.ts'], rules: onlyThere('libs/object-store/src/s3') },
  { files: ['libs/platform/**/*.ts'], rules: onlyThere('platform') },
  {
    files: ['apps/ui/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'User text is never markup.' },
      ],
      // A component is a function whose length is mostly markup.
      'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx', '**/*.contract.ts', 'e2e/**', 'bench/**', '**/fixtures/**'],
    rules: { 'max-lines-per-function': 'off', 'no-restricted-imports': 'off', '@nx/enforce-module-boundaries': 'off', 'no-console': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/scripts/**'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off', 'max-lines-per-function': 'off' },
  },
);
