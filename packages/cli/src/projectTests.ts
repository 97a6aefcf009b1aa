import type { TestReport } from '@millrace/server'
import { join } from 'node:path'
import { openScenarioRunner } from './scenario/runner.ts'

/// Runs tests of the project in [folder] as `millrace test` does, for the pages of a server.
export async function runProjectTests(folder: string, paths: readonly string[]): Promise<TestReport> {
  const runner = await openScenarioRunner(folder)
  const results: TestReport['results'][number][] = []
  const reached = new Map<string, Set<string>>()
  try {
    for (const path of paths) {
      const begun = performance.now()
      const { failures, warnings, skipped, ran } = await runner.run(join(folder, path))
      const state = failures.length > 0 ? 'failed' : skipped === undefined ? 'passed' : 'skipped'
      const message = [...failures, ...(skipped === undefined ? [] : [skipped]), ...warnings].join('\n')
      results.push({ path, state, message, seconds: (performance.now() - begun) / 1000 })
      for (const [flow, elements] of ran?.reached ?? [])
        reached.set(flow, new Set([...(reached.get(flow) ?? []), ...elements]))
    }
  } finally {
    await runner.close()
  }
  return { results, reached }
}
