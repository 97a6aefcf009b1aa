import { requireProject } from './projectRoot.ts'
import { runTests, testFiles, type TestOptions } from './testRun.ts'
import { watchTests } from './testWatch.ts'

/// `millrace test`: runs every scenario and flow test on one throw-away database, each in a transaction that is undone.
/// Exits with 1 when one fails.
export async function test(paths: readonly string[], options: TestOptions): Promise<void> {
  const folder = options.project === undefined ? null : requireProject(options.project)
  const places = paths.length ? paths : [folder ?? '.']
  if (options.watch) return watchTests(places, folder, options)
  const results = await runTests(await testFiles(places), folder, options)
  if (results.some(({ state }) => state === 'failed')) process.exitCode = 1
}
