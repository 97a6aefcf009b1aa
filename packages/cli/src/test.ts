import { existsSync, statSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CommandError } from './commandError.ts'
import { projectRootOf, requireProject } from './projectRoot.ts'
import { junitReport } from './scenario/junit.ts'
import { openScenarioRunner, type ScenarioEnd } from './scenario/runner.ts'

export interface TestOptions {
  readonly project?: string
  readonly json?: boolean
  readonly junit?: string
}

export interface ScenarioResult {
  readonly path: string
  readonly ok: boolean
  /// Why it failed, and what it warns of.
  readonly message: string
  readonly seconds: number
}

/// `millrace test`: runs every scenario on one throw-away database, each in a transaction that is undone. Exits with
/// 1 when one fails.
export async function test(paths: readonly string[], { project, json, junit }: TestOptions): Promise<void> {
  const folder = project === undefined ? null : requireProject(project)
  const files = (await Promise.all((paths.length ? paths : [folder ?? '.']).map(scenarioFiles))).flat()
  if (!files.length)
    throw new CommandError(`There are no *.scenario.json files in ${paths.join(', ') || 'this folder'}.`)
  const results: ScenarioResult[] = []
  for (const [root, group] of groupByProject(files, folder)) {
    const runner = await openScenarioRunner(root)
    try {
      for (const path of group) {
        const result = await timed(path, () => runner.run(path))
        results.push(result)
        if (!json) printResult(result)
      }
    } finally {
      await runner.close()
    }
  }
  const failed = results.filter(({ ok }) => !ok).length
  const passed = results.length - failed
  if (junit) await writeFile(junit, junitReport(results))
  if (json) print(JSON.stringify({ passed, failed, skipped: 0, results: results.map(resultJson) }, null, 2))
  else print(`${passed} passed, ${failed} failed.`)
  if (failed) process.exitCode = 1
}

async function scenarioFiles(path: string): Promise<string[]> {
  if (!existsSync(path)) throw new CommandError(`There is no file or folder "${path}".`)
  if (!statSync(path).isDirectory()) return [path]
  const entries = (await readdir(path, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const found = await Promise.all(
    entries.map(entry => {
      if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
        return scenarioFiles(join(path, entry.name))
      return entry.name.endsWith('.scenario.json') ? [join(path, entry.name)] : []
    }),
  )
  return found.flat()
}

/// Scenarios with the project they belong to: [folder], or the DX folder around each; null when there is none.
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

async function timed(path: string, run: () => Promise<ScenarioEnd>): Promise<ScenarioResult> {
  const begun = performance.now()
  const { failures, warnings } = await run()
  const seconds = (performance.now() - begun) / 1000
  return { path, ok: failures.length === 0, message: [...failures, ...warnings].join('\n'), seconds }
}

const resultJson = ({ path, ok, message }: ScenarioResult): object => ({ path, ok, message })

function printResult({ path, ok, message }: ScenarioResult): void {
  print(`${ok ? '✓' : '✗'} ${path}`)
  if (message) print(message.replaceAll(/^/gm, '    '))
}

const print = (text: string): void => void process.stdout.write(`${text}\n`)
