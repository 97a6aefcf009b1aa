import type { InteractionContext, InteractionDeclaration } from '../interaction.ts'
import { resourceType } from '../resourceTypes.ts'
import { type RecordOutcome, saveRecords, upsertRecord as upsert } from './recordRequests.ts'
import {
  checkRecordFields,
  fieldsProperty,
  idsValue,
  recordJson,
  type RecordToSave,
  recordSourceProperties,
  recordsOf,
  requireAll,
  toSave,
} from './recordsToSave.ts'
import { textSetting } from './settings.ts'
import { storeIn, variableSetting } from './variables.ts'

/// Upsert Record: updates a record that has an Id, or whose external Id is known already, and creates it otherwise.
export const upsertRecord: InteractionDeclaration = {
  type: 'upsertRecord',
  label: 'Upsert Record',
  help: 'Updates a record if there is one, else creates it.',
  properties: [
    ...recordSourceProperties(['record', 'fields']),
    fieldsProperty,
    {
      name: 'externalIdField',
      label: 'Found by',
      type: 'text',
      default: 'Id',
      help: 'Id, or a field that is an external Id.',
    },
    {
      name: 'idVariable',
      label: 'Store the Id in',
      type: 'variable',
      help: 'A Text variable; for several records a collection.',
    },
  ],
  async run(context) {
    const field = textSetting(context, 'externalIdField').trim() || 'Id'
    const records = (await recordsOf(context)).map(record => toSave(context, record, one => one.isUpdateable !== false))
    const outcomes: RecordOutcome[] = []
    for (const record of records) outcomes.push(await upsertOne(context, record, field))
    const variable = variableSetting(context, 'idVariable')
    if (variable) storeIn(context, 'idVariable', idsValue(outcomes, resourceType(variable).kind === 'Collection'))
    requireAll(context, outcomes, records.length)
  },
  check: checkRecordFields,
}

async function upsertOne(context: InteractionContext, record: RecordToSave, field: string): Promise<RecordOutcome> {
  const isId = field.toLowerCase() === 'id'
  if (isId) {
    const { Id, ...fields } = record.fields
    const id = record.id ?? (typeof Id === 'string' && Id !== '' ? Id : null)
    const json = recordJson({ ...record, id, fields }, true)
    const [outcome] = await saveRecords(context.host, id ? 'PATCH' : 'POST', [json], true)
    return outcome!
  }
  const name = Object.keys(record.fields).find(key => key.toLowerCase() === field.toLowerCase())
  const value = name === undefined ? undefined : record.fields[name]
  if (name === undefined || value === null || value === '')
    return context.fail({ code: 'MISSING_ARGUMENT', message: `${field} is blank, so no record can be found by it.` })
  const fields = Object.fromEntries(Object.entries(record.fields).filter(([key]) => key !== name))
  return upsert(context.host, record.objectApiName, name, String(value), fields)
}
