import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

const VERSION = '2.138.0'
/// Some of what the command depends on needs a newer Node than ours may be.
const NODE_VERSION = '24'

/// The stock `sf` command, with a home folder of its own.
export interface SfCommand {
  /// Runs `sf ARGS --json` and answers what it printed. Throws what it says when it failed.
  run(...args: string[]): Promise<SfAnswer>
  /// Runs `sf ARGS` and answers what it printed.
  print(...args: string[]): Promise<string>
  /// For files that the command reads and writes.
  readonly folder: string
  remove(): void
}

export interface SfAnswer {
  readonly status: number
  readonly result: unknown
}

/// The `sf` command from the cache folder (`MILLRACE_CACHE`, or `.cache/millrace` at home), or why it is not to be had. With
/// `MILLRACE_REAL_CLIENTS=install` it is put there first, which takes a minute.
export async function sfCommand(): Promise<SfCommand | string> {
  const cache = join(process.env['MILLRACE_CACHE'] ?? join(homedir(), '.cache/millrace'), `sf-${VERSION}`)
  const script = join(cache, 'node_modules/@salesforce/cli/bin/run.js')
  const node = nodeIn(cache)
  if (!existsSync(script) || !existsSync(node)) {
    if (process.env['MILLRACE_REAL_CLIENTS'] !== 'install')
      return `The sf command is not in ${cache}. MILLRACE_REAL_CLIENTS=install puts it there.`
    const failure = await install(cache)
    if (failure !== null) return `The sf command could not be installed in ${cache}: ${failure}`
  }
  return openCommand(node, script)
}

const isNewEnough = Number(process.versions.node.split('.')[0]) >= 22

const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

const nodeIn = (cache: string): string =>
  isNewEnough ? process.execPath : join(cache, 'node_modules', nodePackage, 'bin/node')

async function install(cache: string): Promise<string | null> {
  mkdirSync(cache, { recursive: true })
  writeFileSync(join(cache, 'package.json'), '{"private": true}\n')
  const packages = [`@salesforce/cli@${VERSION}`, ...(isNewEnough ? [] : [`${nodePackage}@${NODE_VERSION}`])]
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact', ...packages]
  const { code, output } = await ended('npm', args, { ...process.env }, cache)
  return code === 0 ? null : output.trim().split('\n').slice(-3).join(' ')
}

function openCommand(node: string, script: string): SfCommand {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-sf-'))
  const own = {
    HOME: folder,
    USERPROFILE: folder,
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    SF_DISABLE_TELEMETRY: 'true',
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    SF_HIDE_RELEASE_NOTES: 'true',
  }
  const print = async (...args: string[]) =>
    (await ended(node, [script, ...args], { ...process.env, ...own }, folder)).output
  return {
    folder,
    print,
    async run(...args) {
      const output = await print(...args, '--json')
      const answer = JSON.parse(output.slice(output.indexOf('{'))) as SfAnswer & { message?: string }
      if (answer.status === 0) return answer
      throw new Error(`sf ${args.join(' ')}: ${answer.message}`)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function ended(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<{ code: number | null; output: string }> {
  return new Promise(resolve => {
    const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', text => (output += text))
    child.stderr.resume()
    child.once('error', error => resolve({ code: null, output: error.message }))
    child.once('close', code => resolve({ code, output }))
  })
}
