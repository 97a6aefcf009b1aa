import { existsSync, statSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CommandError } from './commandError.ts'
import { projectRootOf } from './projectRoot.ts'
import { Coverage, coverageTable } from './scenario/coverage.ts'
import { junitReport } from './scenario/junit.ts'
import { openScenarioRunner, type ScenarioEnd } from './scenario/runner.ts'

export interface TestOptions {
  readonly project?: string
  readonly json?: boolean
  readonly junit?: string
  readonly coverage?: boolean
  readonly watch?: boolean
}

export interface TestResult {
  readonly path: string
  readonly state: 'passed' | 'failed' | 'skipped'
  /// Why it failed or was skipped, and what it warns of.
  readonly message: string
  readonly seconds: number
  /// API names of the flows that ran.
  readonly flows: readonly string[]
}

/// Every test under [places]. There must be one.
export async function testFiles(places: readonly string[]): Promise<string[]> {
  const files = (await Promise.all(places.map(filesIn))).flat()
  if (files.length) return files
  throw new CommandError(`There are no *.scenario.json or *.flowtest-meta.xml files in ${places.join(', ')}.`)
}

/// Runs [files] and prints and writes what [options] ask for.
export async function runTests(
  files: readonly string[],
  folder: string | null,
  { json, junit, coverage: wantsCoverage }: TestOptions,
): Promise<TestResult[]> {
  const results: TestResult[] = []
  const coverage = new Coverage()
  for (const [root, group] of groupByProject(files, folder)) {
    const runner = await openScenarioRunner(root)
    coverage.addFlows(runner.flows)
    try {
      for (const path of group) {
        const result = await timed(path, () => runner.run(path), coverage)
        results.push(result)
        if (!json) printResult(result)
      }
    } finally {
      await runner.close()
    }
  }
  if (junit) await writeFile(junit, junitReport(results))
  const [passed, failed, skipped] = (['passed', 'failed', 'skipped'] as const).map(
    state => results.filter(result => result.state === state).length,
  )
  if (json) {
    const covered = wantsCoverage ? { coverage: coverage.report() } : {}
    print(JSON.stringify({ passed, failed, skipped, results: results.map(resultJson), ...covered }, null, 2))
  } else {
    if (wantsCoverage) print(`\n${coverageTable(coverage.report())}\n`)
    print(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}.`)
  }
  return results
}

const TEST_FILE = /\.(scenario\.json|flowtest|flowtest-meta\.xml)$/i

async function filesIn(path: string): Promise<string[]> {
  if (!existsSync(path)) throw new CommandError(`There is no file or folder "${path}".`)
  if (!statSync(path).isDirectory()) return [path]
  const entries = (await readdir(path, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const found = await Promise.all(
    entries.map(entry => {
      if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
        return filesIn(join(path, entry.name))
      return TEST_FILE.test(entry.name) ? [join(path, entry.name)] : []
    }),
  )
  return found.flat()
}

/// Tests with the project they belong to: [folder], or the DX folder around each; null when there is none.
function groupByProject(files: readonly string[], folder: string | null): Map<string | null, string[]> {
  const groups = new Map<string | null, string[]>()
  for (const file of files) {
    const root = folder ?? projectRootOf(dirname(file))
    const group = groups.get(root)
    if (group) group.push(file)
    else groups.set(root, [file])
  }
  return groups
}

async function timed(path: string, run: () => Promise<ScenarioEnd>, coverage: Coverage): Promise<TestResult> {
  const begun = performance.now()
  const { failures, warnings, skipped, ran } = await run()
  const seconds = (performance.now() - begun) / 1000
  if (ran) coverage.add(ran)
  const state = failures.length > 0 ? 'failed' : skipped === undefined ? 'passed' : 'skipped'
  const message = [...failures, ...(skipped === undefined ? [] : [skipped]), ...warnings].join('\n')
  return { path, state, message, seconds, flows: [...(ran?.reached.keys() ?? [])] }
}

const resultJson = ({ path, state, message }: TestResult): object => ({
  path,
  ok: state !== 'failed',
  ...(state === 'skipped' ? { skipped: true } : {}),
  message,
})

const MARKS: Readonly<Record<TestResult['state'], string>> = { passed: '✓', failed: '✗', skipped: '–' }

function printResult({ path, state, message }: TestResult): void {
  print(`${MARKS[state]} ${path}`)
  if (message) print(message.replaceAll(/^/gm, '    '))
}

const print = (text: string): void => void process.stdout.write(`${text}\n`)
