import { createServer, type Org } from '@millrace/server'
import { printDiagnostic, type Diagnostic } from '@millrace/metadata'
import { createServer as createNetServer, type AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandError } from './commandError.ts'
import { orgOf } from './orgOf.ts'
import { requireProject } from './projectRoot.ts'
import { runProjectTests } from './projectTests.ts'
import { originOf, portOf, publicOriginOf, signInLink } from './signInLink.ts'

export interface StartOptions {
  readonly port: string
  readonly host: string
  readonly publicUrl?: string
  readonly database?: string
}

/// `millrace start`: serves the project until Ctrl-C.
export async function start(dir: string, options: StartOptions): Promise<void> {
  const { host, database } = options
  const folder = requireProject(dir)
  const port = portOf(options.port)
  const publicOrigin = options.publicUrl === undefined ? undefined : publicOriginOf(options.publicUrl)
  await requireFreePort(port, host)
  const org = await orgOf({
    folder,
    databaseUrl: database,
    watch: true,
    delivers: true,
    resumes: true,
    runTests: runProjectTests,
    say,
  })
  const stop = stopOnSignal(org)
  try {
    await reportProblems(org, org.project.diagnostics)
    org.onReload(({ diagnostics }) => {
      say('The project has changed and is loaded again.')
      void reportProblems(org, diagnostics)
    })
    const app = await createServer({ org, logDefects: true, isBehindProxy: publicOrigin !== undefined })
    stop.also(() => app.close())
    await app.listen({ port, host }).catch(error => {
      throw whyNoPort(error, port, host)
    })
    const address = app.server.address() as AddressInfo
    org.serverUrl = publicOrigin ?? originOf(host, address.port)
    say(`Millrace is ready: ${await signInLink(org, org.serverUrl)}`)
  } catch (error) {
    await stop.now()
    throw error
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/// Tells at once what would otherwise come out only after the database has started.
function requireFreePort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createNetServer()
    probe.once('error', error => reject(whyNoPort(error, port, host)))
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

function whyNoPort(error: unknown, port: number, host: string): unknown {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'EADDRINUSE':
      return new CommandError(
        `Port ${port} on ${host} is taken by another program, perhaps by a Millrace that runs already. Stop that one, or choose another port: millrace start --port ${port + 1}`,
      )
    case 'EACCES':
      return new CommandError(`Port ${port} is only for administrators of this computer. Choose one from 1024 upwards.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new CommandError(`"${host}" is no address of this computer. Use 127.0.0.1, or 0.0.0.0 for every one.`)
    default:
      return error
  }
}

/// Errors of the diagnostics in full, with the lines they are about.
async function reportProblems(org: Org, diagnostics: readonly Diagnostic[]): Promise<void> {
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity !== 'error') continue
    const source = await readFile(join(org.folder, diagnostic.file), 'utf8').catch(() => '')
    process.stderr.write(`${printDiagnostic(diagnostic, source)}\n`)
  }
}

/// How long runs under way may go on after Ctrl-C before they are cancelled.
const PATIENCE_MS = 3000

/// Ctrl-C ends requests under way, the run records and the database, in this order; a second one ends at once.
function stopOnSignal(org: Org): { also(close: () => Promise<void>): void; now(): Promise<void> } {
  let closeServer = async () => {}
  let isStopping = false
  const now = async () => {
    const impatience = setInterval(() => org.underWay.cancelAll(), PATIENCE_MS)
    await closeServer()
    await org.close()
    clearInterval(impatience)
  }
  const onSignal = () => {
    if (isStopping) process.exit(130)
    isStopping = true
    say('Stopping.')
    now().then(
      () => process.exit(0),
      error => {
        process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return { also: close => void (closeServer = close), now }
}
