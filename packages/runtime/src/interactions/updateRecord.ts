import type { InteractionDeclaration } from '../interaction.ts'
import { saveRecords } from './recordRequests.ts'
import {
  allOrNoneProperty,
  checkRecordFields,
  fieldsProperty,
  recordIdProperty,
  recordJson,
  recordSourceProperties,
  recordsOf,
  requireAll,
  toSave,
} from './recordsToSave.ts'

/// Update Record: a record variable, selected rows, the page's record, or one by its Id. With fields typed in, only these
/// are changed, in each of the records; without, what the record holds and was changed.
export const updateRecord: InteractionDeclaration = {
  type: 'updateRecord',
  label: 'Update Record',
  help: 'Changes a record, or several.',
  properties: [
    ...recordSourceProperties(['record', 'pageRecord', 'fields']),
    recordIdProperty,
    { ...fieldsProperty, help: 'Only these are changed. Without any, what the record variable holds is saved.' },
    allOrNoneProperty,
  ],
  async run(context) {
    const records = (await recordsOf(context)).map(record =>
      toSave(context, record, field => field.isUpdateable !== false),
    )
    if (records.some(({ id }) => id === null))
      context.fail({
        code: 'MISSING_ARGUMENT',
        message: 'a record without an Id cannot be updated; create it instead.',
      })
    const outcomes = await saveRecords(
      context.host,
      'PATCH',
      records.map(record => recordJson(record, true)),
      context.setting('allOrNone') !== false,
    )
    requireAll(context, outcomes, records.length)
  },
  check: checkRecordFields,
}
