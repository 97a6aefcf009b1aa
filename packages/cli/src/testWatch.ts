import { watchProject } from '@millrace/server'
import { statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { CommandError } from './commandError.ts'
import { projectRootOf } from './projectRoot.ts'
import { runTests, testFiles, type TestOptions, type TestResult } from './testRun.ts'

/// `millrace test --watch`: runs everything once, and then what a changed file touches: a test its file, a flow the
/// tests that ran it and those that failed, anything else all. Ends at Ctrl-C.
export async function watchTests(
  places: readonly string[],
  folder: string | null,
  options: TestOptions,
): Promise<void> {
  await testFiles(places)
  const roots = [...new Set(places.map(place => folder ?? projectRootOf(place) ?? folderOf(place)))]
  const tests = new WatchedTests(places, folder, options)
  let isStopped = false
  const look = async () => {
    if (!isStopped) await tests.run(await snapshotOf(roots))
  }
  await new Promise<void>((stopped, failed) => {
    // One after the other: a change while tests run is seen when they are done.
    let work = Promise.resolve()
    // What a person can mend, such as an action half written, is waited for.
    const tell = (error: unknown) => (error instanceof CommandError ? say(error.message) : failed(error))
    const next = () => (work = work.then(look).catch(tell))
    const closers = roots.map(root => watchProject(root, () => void next(), mayMatter))
    const stop = () => {
      isStopped = true
      for (const close of closers) close()
      void work.then(stopped)
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    void next().then(() => say('Waiting for changes. Ctrl-C ends.'))
  })
}

class WatchedTests {
  readonly #places: readonly string[]
  readonly #folder: string | null
  readonly #options: TestOptions
  #before: ReadonlyMap<string, string> | null = null
  readonly #last = new Map<string, TestResult>()

  constructor(places: readonly string[], folder: string | null, options: TestOptions) {
    this.#places = places
    this.#folder = folder
    this.#options = options
  }

  /// Runs the tests that what has changed since the last time touches.
  async run(now: ReadonlyMap<string, string>): Promise<void> {
    const before = this.#before
    this.#before = now
    const files = await testFiles(this.#places)
    const changed = before === null ? null : changesBetween(before, now)
    const touched = changed === null ? files : files.filter(file => this.#isTouched(file, changed))
    if (touched.length === 0) return
    if (changed !== null) say('')
    for (const result of await runTests(touched, this.#folder, this.#options)) this.#last.set(result.path, result)
  }

  #isTouched(file: string, changed: ReadonlySet<string>): boolean {
    const last = this.#last.get(file)
    if (!last) return true
    return [...changed].some(path => {
      if (path === resolve(file)) return true
      if (TEST_FILE.test(path)) return false
      const flow = FLOW_FILE.exec(path)?.[1]
      return flow === undefined || last.state === 'failed' || last.flows.includes(flow)
    })
  }
}

const TEST_FILE = /\.(scenario\.json|flowtest|flowtest-meta\.xml)$/i
const FLOW_FILE = /([^/\\]+)\.flow(?:-meta\.xml)?$/

/// Paths of the files that are new, gone or different.
function changesBetween(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): Set<string> {
  const paths = [...before.keys(), ...now.keys()]
  return new Set(paths.filter(path => before.get(path) !== now.get(path)))
}

/// Flows, tests, objects, data, actions; a JUnit report or a picture is none of these.
const mayMatter = (path: string): boolean => /(-meta\.xml|\.(json|flow|flowtest|object|[mc]?[jt]s))$/i.test(path)

/// The texts of all files that can matter, by absolute path.
async function snapshotOf(roots: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name)
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
      if (entry.isDirectory()) await visit(path)
      else if (mayMatter(entry.name)) texts.set(path, await readFile(path, 'utf8').catch(() => ''))
    }
  }
  for (const root of roots) await visit(resolve(root))
  return texts
}

const folderOf = (place: string): string => (statSync(place).isDirectory() ? place : dirname(place))

const say = (text: string): void => void process.stderr.write(`${text}\n`)
