import type { InteractionDeclaration } from '../interaction.ts'
import { resourceType } from '../resourceTypes.ts'
import { saveRecords } from './recordRequests.ts'
import {
  allOrNoneProperty,
  checkRecordFields,
  fieldsProperty,
  idsValue,
  recordJson,
  recordSourceProperties,
  recordsOf,
  requireAll,
  toSave,
} from './recordsToSave.ts'
import { storeIn, variableSetting } from './variables.ts'

/// Create Record: from fields typed in or from a record variable, which may hold several. The Ids go into a variable.
export const createRecord: InteractionDeclaration = {
  type: 'createRecord',
  label: 'Create Record',
  help: 'Creates a record, or several.',
  properties: [
    ...recordSourceProperties(['fields', 'record']),
    fieldsProperty,
    {
      name: 'idVariable',
      label: 'Store the Id in',
      type: 'variable',
      help: 'A Text variable; for several records a collection.',
    },
    allOrNoneProperty,
  ],
  async run(context) {
    const records = (await recordsOf(context)).map(record =>
      recordJson(
        toSave(context, record, field => field.isCreateable !== false),
        false,
      ),
    )
    const outcomes = await saveRecords(context.host, 'POST', records, context.setting('allOrNone') !== false)
    const variable = variableSetting(context, 'idVariable')
    if (variable) storeIn(context, 'idVariable', idsValue(outcomes, resourceType(variable).kind === 'Collection'))
    requireAll(context, outcomes, records.length)
  },
  check: checkRecordFields,
}
