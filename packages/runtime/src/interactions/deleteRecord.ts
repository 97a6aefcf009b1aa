import type { InteractionDeclaration } from '../interaction.ts'
import { deleteRecords } from './recordRequests.ts'
import { allOrNoneProperty, recordIdProperty, recordSourceProperties, recordsOf, requireAll } from './recordsToSave.ts'

/// Delete Record: a record variable or rows, the page's record, or one by its Id. Put Open Confirm before it to ask first.
export const deleteRecord: InteractionDeclaration = {
  type: 'deleteRecord',
  label: 'Delete Record',
  help: 'Deletes a record, or several.',
  properties: [...recordSourceProperties(['record', 'pageRecord', 'fields']), recordIdProperty, allOrNoneProperty],
  async run(context) {
    const ids = (await recordsOf(context)).flatMap(({ id }) => id ?? [])
    const outcomes = await deleteRecords(context.host, ids, context.setting('allOrNone') !== false)
    requireAll(context, outcomes, ids.length)
  },
}
