import {
  giveIds,
  insertAsStated,
  recordStore,
  storeMetadataRecords,
  type Org as DeployedOrg,
  type RecordQuery,
  type Tx,
  type UserContext,
} from '@millrace/database'
import type { Scenario, ScenarioRecord } from '@millrace/metadata'
import { fieldLookupOf, outputsJson } from '@millrace/server'
import { didYouMean, fromJson, isMisfit, RecordValue, to18 } from '@millrace/values'
import { CommandError } from '../commandError.ts'
import { resolveReferences, type NamedRecord } from './references.ts'

/// The records of a scenario, within its transaction.
export class ScenarioRecords {
  readonly named = new Map<string, NamedRecord>()
  readonly #tx: Tx
  readonly #org: DeployedOrg
  readonly #user: UserContext

  constructor(tx: Tx, org: DeployedOrg, user: UserContext) {
    this.#tx = tx
    this.#org = org
    this.#user = user
  }

  /// Stores [stated] as it is. Records may refer to each other in any order. Records of a custom metadata type take the
  /// place of those in the project's files.
  async store(stated: NonNullable<Scenario['records']>): Promise<void> {
    const drafts = Object.entries(stated).flatMap(([object, records]) =>
      records.map(fields => ({ fields, record: this.#newRecord(object, fields) })),
    )
    await this.#replaceMetadata(Object.keys(stated))
    await giveIds(
      this.#tx,
      this.#org,
      drafts.map(({ record }) => record),
    )
    for (const { fields, record } of drafts) {
      const { $id } = fields
      if (typeof $id === 'string') this.named.set($id, { object: record.objectName, id: record.id!, fields })
    }
    for (const { fields, record } of drafts) this.#setFields(record, fields)
    await insertAsStated(
      this.#tx,
      this.#org,
      this.#user,
      drafts.map(({ record }) => record),
    )
  }

  /// All records of [object] with their Ids and [fields], as JSON.
  async read(object: string, fields: readonly string[]): Promise<ScenarioRecord[]> {
    const query: RecordQuery = {
      object: this.#objectName(object),
      fields,
      filters: [],
      logic: null,
      orderBy: null,
      limit: null,
      mode: 'system',
    }
    const [records] = await recordStore(this.#tx, this.#org, this.#user).find(query, [{ values: [] }])
    return records!.map(record => ({
      ...(outputsJson(new Map([['record', record]]))['record'] as ScenarioRecord),
      Id: record.id,
    }))
  }

  /// The Ids of all records of each of [objects].
  async ids(objects: readonly string[]): Promise<Map<string, ReadonlySet<string>>> {
    const ids = new Map<string, ReadonlySet<string>>()
    for (const object of objects) {
      const records = await this.read(object, [])
      ids.set(object, new Set(records.map(({ Id }) => String(Id))))
    }
    return ids
  }

  async #replaceMetadata(objects: readonly string[]): Promise<void> {
    const types = objects.filter(object => /__mdt$/i.test(object)).map(object => this.#objectName(object))
    const none = types.map(object => ({ object, key: ['DeveloperName'], records: [], isComplete: true }))
    await storeMetadataRecords(this.#tx, this.#org, this.#user, none)
  }

  #newRecord(object: string, { Id }: ScenarioRecord): RecordValue {
    const record = new RecordValue(this.#objectName(object))
    if (typeof Id === 'string') record.put('Id', to18(Id))
    return record
  }

  #setFields(record: RecordValue, stated: ScenarioRecord): void {
    const fieldLookup = fieldLookupOf(this.#org.schema)
    for (const [name, json] of Object.entries(stated)) {
      if (name.startsWith('$') || name === 'Id' || name === 'attributes') continue
      const field = fieldLookup(record.objectName, name)
      if (!field) throw this.#unknownField(record.objectName, name)
      const value = fromJson(resolveReferences(json, this.named), field.type, fieldLookup)
      if (isMisfit(value))
        throw new CommandError(`The record field ${record.objectName}.${field.name}${value.path} ${value.message}.`)
      record.set(field.name, value)
    }
  }

  #objectName(name: string): string {
    const { schema } = this.#org
    const object = schema.object(name)
    if (object) return object.apiName
    const names = schema.objects.map(({ apiName }) => apiName)
    throw new CommandError(`There is no object "${name}".${didYouMean(name, names)}`)
  }

  #unknownField(object: string, name: string): CommandError {
    const names = this.#org.schema.object(object)!.fields.map(({ apiName }) => apiName)
    return new CommandError(`${object} has no field "${name}".${didYouMean(name, names)} State it in "objects".`)
  }
}
