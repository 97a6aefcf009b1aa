import { num, RecordValue, toJson } from '@millrace/values'
import { cellErrorSettings, changedFields, rowErrors } from '../componentTypes/dataTable/draftValues.ts'
import { componentType } from '../componentTypes/index.ts'
import type { InteractionDeclaration } from '../interaction.ts'
import { textsOf } from '../interactionTexts.ts'
import { type RecordJson, type RecordOutcome, saveRecords } from './recordRequests.ts'
import { nameSetting } from './settings.ts'
import { checkHasAttribute, refreshRows, rowsOf } from './tables.ts'
import { storeIn } from './variables.ts'

/// Save Inline Edits: updates what was typed into the cells of a table. Rows that cannot be saved stay as they were typed
/// and say why, in the cell it is about; the others are saved, unless all or none is wanted.
export const saveInlineEdits: InteractionDeclaration = {
  type: 'saveInlineEdits',
  label: 'Save Inline Edits',
  help: 'Saves what was typed into the cells of a table.',
  properties: [
    { name: 'component', label: 'Table', type: 'component', required: true },
    {
      name: 'allOrNone',
      label: 'All or none',
      type: 'boolean',
      default: false,
      help: 'When one row cannot be saved, none is.',
    },
    { name: 'countVariable', label: 'Store the number of saved rows in', type: 'variable' },
    { name: 'refresh', label: 'Refresh the table', type: 'boolean', default: true },
  ],
  async run(context) {
    const table = nameSetting(context, 'component')
    const drafts = rowsOf(context, 'DraftValues')
    const outcomes = await saveRecords(
      context.host,
      'PATCH',
      drafts.map(draftJson),
      context.setting('allOrNone') === true,
    )
    const failed = drafts.filter((_, i) => !outcomes[i]?.success)
    const errors = drafts.flatMap((draft, i) => rowErrors(draft.id ?? '', ownErrors(outcomes[i])))
    if (failed.length < drafts.length && context.setting('refresh') === true) await refreshRows(context)
    context.setAttribute(table, 'DraftValues', failed)
    context.setAttribute(table, 'CellErrors', cellErrorSettings(errors))
    storeIn(context, 'countVariable', num(drafts.length - failed.length))
    const [first] = outcomes.flatMap(ownErrors)
    if (!first) return
    const { statusCode: code, message, fields } = first
    context.fail({
      code,
      message: textsOf(context.host).rowsNotSaved(String(failed.length), message, failed.length === 1),
      ...(fields.length > 0 ? { fields } : {}),
    })
  },
  check: checking =>
    checkHasAttribute(checking, 'DraftValues', type => componentType(type)?.stateAttributes.map(({ name }) => name)),
}

const draftJson = (draft: RecordValue): RecordJson => ({
  attributes: { type: draft.objectName },
  Id: draft.id,
  ...Object.fromEntries(changedFields(draft).map(name => [name, toJson(draft.get(name))])),
})

const ownErrors = (outcome: RecordOutcome | undefined): RecordOutcome['errors'] =>
  (outcome?.errors ?? []).filter(({ statusCode }) => statusCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK')
