import { defineConfig } from 'vitest/config'

const quick = { pool: 'threads' as const, isolate: false }

export default defineConfig({
  test: {
    // Tests mostly wait, for PostgreSQL, a browser or a command: one worker less would leave a processor idle.
    maxWorkers: '100%',
    projects: [
      {
        // Packages that know no host: one process, no isolation.
        test: {
          name: 'language',
          include: ['packages/{values,metadata,formula,flow,runtime}/src/**/*.test.ts'],
          testTimeout: 30_000,
          ...quick,
        },
      },
      {
        // Real PostgreSQL, one database per test file.
        test: {
          name: 'database',
          include: ['packages/{database,server,cli}/src/**/*.test.ts'],
          globalSetup: ['scripts/testDatabase.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          pool: 'forks',
        },
      },
      {
        // The whole product in Chromium.
        test: {
          name: 'browser',
          include: ['scenarios/**/*.test.ts', 'packages/{components,builder}/src/**/*.test.{ts,tsx}'],
          globalSetup: ['scripts/testDatabase.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          pool: 'forks',
        },
      },
      { test: { name: 'boundaries', include: ['scripts/{boundaries,docs}.test.ts'], testTimeout: 60_000 } },
    ],
  },
})
