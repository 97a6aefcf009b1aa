import { num } from '@millrace/values'
import { ChainStop } from '../chainStop.ts'
import { componentType } from '../componentTypes/index.ts'
import type { InteractionDeclaration } from '../interaction.ts'
import { textsOf } from '../interactionTexts.ts'
import { deleteRecords, failuresOf } from './recordRequests.ts'
import { requireAll } from './recordsToSave.ts'
import { screenOf } from './screenOf.ts'
import { nameSetting, textSetting, textSettingOr } from './settings.ts'
import { checkHasAttribute, refreshRows, selectedIds } from './tables.ts'
import { storeIn } from './variables.ts'

/// Delete Selected Records: asks, naming how many, and deletes the selected rows of a table. All or none. After a no the
/// chain ends without an error.
export const deleteSelectedRecords: InteractionDeclaration = {
  type: 'deleteSelectedRecords',
  label: 'Delete Selected Records',
  help: 'Asks, then deletes the selected rows of a table.',
  properties: [
    { name: 'component', label: 'Table', type: 'component', required: true },
    {
      name: 'title',
      label: 'Question',
      type: 'text',
      default: '',
      help: 'Empty: "Delete 3 records?" with their number.',
    },
    { name: 'message', label: 'Message', type: 'longText', default: 'They will be deleted for everyone.' },
    { name: 'confirmLabel', label: 'Label of the confirming button', type: 'text', default: 'Delete' },
    { name: 'cancelLabel', label: 'Label of the cancelling button', type: 'text', default: 'Cancel' },
    { name: 'countVariable', label: 'Store the number in', type: 'variable' },
    { name: 'refresh', label: 'Refresh the table', type: 'boolean', default: true },
    { name: 'onCancel', label: 'On Cancel', type: 'interactions' },
  ],
  /// # nothing-selected
  /// An interaction works with the selected rows, and none is selected.
  ///
  /// This is `{!$Error.code}` in On Error. Disable the button while nothing is selected, or ask for it with "Only when":
  /// `{!Contacts.SelectedRowsCount} > 0`.
  async run(context) {
    const ids = selectedIds(context)
    const texts = textsOf(context.host)
    if (ids.length === 0) context.fail({ code: 'nothing-selected', message: texts.selectFirst })
    const isConfirmed = await screenOf(context).confirm(
      {
        title: textSetting(context, 'title') || texts.deleteRecords(String(ids.length), ids.length === 1),
        message:
          context.interaction['message'] === undefined ? texts.deletedForEveryone : textSetting(context, 'message'),
        theme: 'error',
        confirmLabel: textSettingOr(context, 'confirmLabel', texts.delete),
        cancelLabel: textSettingOr(context, 'cancelLabel', texts.cancel),
        isDestructive: true,
      },
      context.cancellation,
    )
    if (!isConfirmed) {
      await context.run(context.interaction['onCancel'])
      throw new ChainStop()
    }
    const outcomes = await deleteRecords(context.host, ids, true)
    if (failuresOf(outcomes).length === 0) {
      context.setAttribute(nameSetting(context, 'component'), 'SelectedRowsKeyValue', [])
      storeIn(context, 'countVariable', num(ids.length))
    }
    if (context.setting('refresh') === true) await refreshRows(context)
    requireAll(context, outcomes, ids.length)
  },
  check: checking =>
    checkHasAttribute(checking, 'SelectedRowsKeyValue', type =>
      componentType(type)?.stateAttributes.map(({ name }) => name),
    ),
}
