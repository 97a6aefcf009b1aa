import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')

/// A started `millrace start`, as a person would start it.
export interface RunningMillrace {
  /// The sign-in link that it printed.
  readonly signInLink: string
  /// Milliseconds until it was ready.
  readonly startedIn: number
  /// Everything it has printed.
  output(): string
  /// Ctrl-C, and waits until it and everything it started has ended. Answers the exit code.
  stop(): Promise<number | null>
}

/// A copy of a project folder under `examples/` to break at will; `remove` deletes it.
export function copyExample(name: string): { readonly folder: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), 'millrace-'))
  const folder = join(parent, name)
  cpSync(join(root, 'examples', name), folder, {
    recursive: true,
    filter: source => !source.endsWith('.millrace'),
  })
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true }) }
}

/// Starts `millrace start [folder]` on a free port and answers once it is ready.
export async function startMillrace(folder: string): Promise<RunningMillrace> {
  const begun = performance.now()
  const { process: child, output } = runMillrace(['start', folder, '--port', String(await freePort())])
  const stop = async () => {
    child.kill('SIGINT')
    return await ended(child)
  }
  const signInLink = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const link = /^Millrace is ready: (\S+)$/m.exec(output())?.[1]
      if (link) resolve(link)
    }
    child.stdout?.on('data', look)
    child.stderr?.on('data', look)
    child.once('exit', code => reject(new Error(`"millrace start" ended with ${code}:\n${output()}`)))
  })
  return { signInLink, startedIn: performance.now() - begun, output, stop }
}

/// A command that stays until it is stopped.
export interface RunningCommand {
  /// Everything it has printed.
  output(): string
  /// Waits until it has printed [text].
  until(text: RegExp): Promise<void>
  /// Ctrl-C, and waits until it has ended. Answers the exit code.
  stop(): Promise<number | null>
}

/// Starts a command that stays, such as `millrace test --watch`.
export function startCommand(...args: string[]): RunningCommand {
  const { process: child, output } = runMillrace(args)
  return {
    output,
    until: text =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (text.test(output())) resolve()
        }
        look()
        child.stdout?.on('data', look)
        child.stderr?.on('data', look)
        child.once('exit', code => reject(new Error(`"millrace ${args.join(' ')}" ended with ${code}:\n${output()}`)))
      }),
    stop: async () => {
      child.kill('SIGINT')
      return await ended(child)
    },
  }
}

interface EndedCommand {
  readonly code: number | null
  readonly stdout: string
  readonly output: string
}

/// Runs the millrace command to its end.
export const millrace = (...args: string[]): Promise<EndedCommand> => millraceIn(root, ...args)

/// The same in [folder].
export async function millraceIn(folder: string, ...args: string[]): Promise<EndedCommand> {
  const { process: child, stdout, output } = runMillrace(args, folder)
  const code = await ended(child)
  return { code, stdout: stdout(), output: output() }
}

function runMillrace(
  args: readonly string[],
  cwd = root,
): {
  readonly process: ChildProcess
  readonly stdout: () => string
  /// What it wrote to both streams, in the order it came.
  readonly output: () => string
} {
  const command = join(root, 'packages/cli/bin/millrace.js')
  const child = spawn(process.execPath, [command, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let output = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    output += text
  })
  return { process: child, stdout: () => stdout, output: () => output }
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  return await new Promise(resolve => child.once('close', code => resolve(code)))
}

async function freePort(): Promise<number> {
  return await new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
