import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openScratchDatabase, recordStore } from '@millrace/database'
import { compileFlow, type FlowHost, runInterviews } from '@millrace/flow'
import { openOrg, type Org } from '@millrace/server'
import type { Value } from '@millrace/values'
import pg from 'pg'

const EXAMPLE = join(import.meta.dirname, '../examples/contact-status')

/// Opens the worked example, with [flows] (API name and file content) beside its own, on a database that is gone
/// afterwards; [pool] is what hand-written code would use on the same one.
export async function withExample<T>(
  flows: Readonly<Record<string, string>>,
  work: (org: Org, pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-'))
  cpSync(EXAMPLE, folder, { recursive: true, filter: path => !path.includes('.millrace') })
  for (const [name, source] of Object.entries(flows))
    writeFileSync(join(folder, `force-app/main/default/flows/${name}.flow-meta.xml`), source)
  const org = await openOrg({ folder, openDatabase: () => openScratchDatabase() })
  const pool = new pg.Pool({ connectionString: org.database.url, max: 2 })
  // The database is dropped while connections may still be on their way out.
  pool.on('error', () => {})
  try {
    return await work(org, pool)
  } finally {
    await pool.end()
    await org.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/// Runs a flow of [org] in a transaction of its own, as a request does, and answers the outputs of each interview.
export async function flowRunner(
  org: Org,
  name: string,
): Promise<(inputs: readonly ReadonlyMap<string, Value>[]) => Promise<ReadonlyMap<string, Value>[]>> {
  const { project } = org
  const program = compileFlow(project.flow(name)!.flow, project.flowProject)
  const caller = await org.caller(org.administratorId)
  const user = { userId: caller.userId, timeZone: 'UTC', locale: 'en_US', now: Date.now }
  return async inputs => {
    const tx = await org.database.begin()
    const host: FlowHost = {
      store: recordStore(tx, project.deployed, user),
      now: Date.now,
      newGuid: () => 'bench',
      timeZone: 'UTC',
      locale: 'en_US',
      globals: caller.globals,
      hasPermission: () => false,
      trace: 'path',
    }
    const outcome = await runInterviews(program, inputs, host)
    const fault = outcome.interviews.find(interview => interview.fault)?.fault
    if (fault) throw new Error(fault.message)
    await tx.commit()
    return outcome.interviews.map(interview => interview.outputs as ReadonlyMap<string, Value>)
  }
}
