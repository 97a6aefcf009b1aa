import {
  deploy,
  type DeployOptions,
  type Org,
  recordStore,
  type RecordStore,
  runSoql,
  type Tx,
  type UserContext,
} from '@millrace/database'
import { parseProject, type ObjectDefinition } from '@millrace/metadata'
import { toJson, type Json, type Value } from '@millrace/values'
import { freshDatabase, type FreshDatabase } from '../../../scripts/freshDatabase.ts'

/// Who runs the tests: Ada, in Berlin, at noon UTC of 15 January 2026.
export const ada: UserContext = {
  userId: '005000000000001AAA',
  timeZone: 'Europe/Berlin',
  locale: 'en_US',
  now: () => Date.UTC(2026, 0, 15, 12),
}

/// An object's files from `{ 'fields/Status__c': '<type>Text</type>…' }`: a name with its inner XML.
export function object(apiName: string, parts: Readonly<Record<string, string>>): ObjectDefinition {
  const files = Object.entries(parts).map(([part, inner]) => {
    const [folder, name] = part.split('/') as [string, string]
    const root = ROOTS[folder]!
    const path = root[1]
      ? `objects/${apiName}/${folder}/${name}.${root[1]}-meta.xml`
      : `objects/${apiName}/${apiName}.object-meta.xml`
    const fullName = root[1] ? `<fullName>${name}</fullName>` : ''
    return {
      path,
      text: `<?xml version="1.0" encoding="UTF-8"?>\n<${root[0]} xmlns="http://soap.sforce.com/2006/04/metadata">${fullName}${inner}</${root[0]}>`,
    }
  })
  const { objects, diagnostics } = parseProject(files)
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics))
  return objects[0]!
}

const ROOTS: Readonly<Record<string, readonly [root: string, ending: string]>> = {
  fields: ['CustomField', 'field'],
  validationRules: ['ValidationRule', 'validationRule'],
  object: ['CustomObject', ''],
}

/// A deployed org in a database of its own. Each `inTransaction` is rolled back, so tests do not see one another.
export class TestOrg {
  readonly fresh: FreshDatabase
  readonly org: Org

  constructor(fresh: FreshDatabase, org: Org) {
    this.fresh = fresh
    this.org = org
  }

  static async open(definitions: readonly ObjectDefinition[], options: DeployOptions = {}): Promise<TestOrg> {
    const fresh = await freshDatabase()
    return new TestOrg(fresh, await deploy(fresh.database, definitions, options))
  }

  async inTransaction(work: (store: RecordStore, tx: Tx) => Promise<void>, user: UserContext = ada): Promise<void> {
    const tx = await this.fresh.database.begin()
    try {
      await work(recordStore(tx, this.org, user), tx)
    } finally {
      await tx.rollback()
    }
  }

  /// The records of a SOQL query as plain JSON without attributes.
  async query(
    tx: Tx,
    soql: string,
    binds: Readonly<Record<string, Value>> = {},
    user: UserContext = ada,
  ): Promise<Json[]> {
    const { records } = await runSoql(tx, soql, this.org, { user, binds })
    return records.map(record => withoutAttributes(toJson(record)))
  }
}

export function withoutAttributes(json: Json): Json {
  if (Array.isArray(json)) return json.map(withoutAttributes)
  if (json === null || typeof json !== 'object') return json
  const fields = Object.entries(json).filter(([name]) => name !== 'attributes')
  return Object.fromEntries(fields.map(([name, value]) => [name, withoutAttributes(value)]))
}
