import { RecordStoreError, runSoql, type SoqlResult } from '@millrace/database'
import { recordJson, userContext } from '@millrace/server'
import { plainText, RecordValue } from '@millrace/values'
import { CommandError } from './commandError.ts'
import type { DatabaseOptions } from './credentials.ts'
import { orgOf } from './orgOf.ts'
import { requireProject } from './projectRoot.ts'

export interface QueryOptions extends DatabaseOptions {
  readonly project: string
  readonly json?: boolean
}

/// `millrace query SOQL`: prints what the query finds, as a table or as the REST API's JSON.
export async function query(soql: string, { project, database, json }: QueryOptions): Promise<void> {
  const org = await orgOf({ folder: requireProject(project), databaseUrl: database })
  try {
    const { deployed } = org.project
    const caller = await org.caller(org.administratorId)
    const result = await runSoql(org.database, soql, deployed, { user: userContext(caller, deployed.schema) })
    process.stdout.write(json ? resultJson(result) : resultTable(result))
  } catch (error) {
    throw error instanceof RecordStoreError ? new CommandError(error.message.replace(/^\n/, '')) : error
  } finally {
    await org.close()
  }
}

function resultJson({ totalSize, done, records }: SoqlResult): string {
  const answer = { totalSize, done, records: records.map(record => recordJson(record, '/services/data/v62.0')) }
  return `${JSON.stringify(answer, null, 2)}\n`
}

function resultTable({ totalSize, records }: SoqlResult): string {
  const rows = records.map(record => cellsOf(record))
  const columns = [...new Set(rows.flatMap(row => [...row.keys()]))]
  const widths = columns.map(name => Math.max(name.length, ...rows.map(row => (row.get(name) ?? '').length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd()
  const table = columns.length
    ? [line(columns), ...rows.map(row => line(columns.map(name => row.get(name) ?? '')))]
    : []
  return [...table, `${totalSize} ${totalSize === 1 ? 'record' : 'records'}.`, ''].join('\n')
}

/// The fields of a record as text, those of parents by their path, children by their number.
function cellsOf(record: RecordValue, path = ''): Map<string, string> {
  const cells = new Map<string, string>()
  for (const [i, name] of record.shape.names.entries()) {
    const value = record.values[i]!
    if (value instanceof RecordValue) for (const [at, text] of cellsOf(value, `${path}${name}.`)) cells.set(at, text)
    else cells.set(path + name, Array.isArray(value) ? `${value.length}` : plainText(value))
  }
  return cells
}
