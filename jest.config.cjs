/** One project a kind of test; `npm test` runs them in the order of their cost. Imports resolve to sources by the `@runstead/source` condition. */
const base = {
  testEnvironment: 'node',
  rootDir: __dirname,
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  testEnvironmentOptions: { customExportConditions: ['@runstead/source', 'node', 'require', 'default'] },
  modulePathIgnorePatterns: ['/dist/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};
const inside = { roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/deploy'], setupFilesAfterEnv: ['<rootDir>/jest.time-limit.cjs'] };
/** Against the built server, from outside: the real SDK and a real browser. */
const outside = {
  roots: ['<rootDir>/e2e'],
  globalSetup: '<rootDir>/e2e/global-setup.cjs',
  setupFilesAfterEnv: ['<rootDir>/e2e/time-limit.cjs'],
};

module.exports = {
  maxWorkers: 2,
  projects: [
    { ...base, ...inside, displayName: 'unit', testMatch: ['**/*.unit.spec.ts'] },
    { ...base, ...inside, displayName: 'int', testMatch: ['**/*.int.spec.ts'] },
    { ...base, ...outside, displayName: 'e2e', testMatch: ['**/*.e2e.spec.ts'] },
    { ...base, ...outside, displayName: 'browser', testMatch: ['**/*.browser.spec.ts'] },
  ],
};
