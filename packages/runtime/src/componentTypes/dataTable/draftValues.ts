import { RecordValue, type Value } from '@millrace/values'
import type { Resolved } from '../../componentState.ts'
import { isSettings, settingsList } from '../../resolved.ts'

// What people typed into cells and have not saved yet. `DraftValues` holds one record for each changed row: its Id and
// the changed fields alone, as lightning-datatable's draft values. Who saves them (Save Inline Edits, a flow) sets
// `DraftValues` to the rows that were not saved, and `CellErrors` to why.

/// Why a row, or one cell of it, was not saved.
export interface CellError {
  readonly recordId: string
  /// Absent: it is about the whole row.
  readonly fieldName?: string
  readonly message: string
  /// Salesforce's status code: `FIELD_CUSTOM_VALIDATION_EXCEPTION`.
  readonly code?: string
}

/// [errors] as the state attribute `CellErrors` holds them.
export const cellErrorSettings = (errors: readonly CellError[]): Resolved => errors.map(error => ({ ...error }))

/// What `CellErrors` holds; anything else that was put there is left out.
export function readCellErrors(value: Resolved): readonly CellError[] {
  return settingsList(value).flatMap(item => {
    const { recordId, fieldName, message, code } = item
    if (typeof recordId !== 'string' || typeof message !== 'string') return []
    return [
      {
        recordId,
        message,
        ...(typeof fieldName === 'string' ? { fieldName } : {}),
        ...(typeof code === 'string' ? { code } : {}),
      },
    ]
  })
}

/// The errors of one row as Salesforce's save results have them, `[{statusCode, message, fields}]`: one for each field
/// that they name, one for the row where they name none.
export function rowErrors(
  recordId: string,
  errors: readonly { readonly statusCode: string; readonly message: string; readonly fields: readonly string[] }[],
): CellError[] {
  return errors.flatMap(({ statusCode: code, message, fields }): CellError[] =>
    fields.length === 0
      ? [{ recordId, message, code }]
      : fields.map(fieldName => ({ recordId, fieldName, message, code })),
  )
}

/// [drafts] with the field of a row set to what was typed; back to [saved], the field is no longer changed, and a row
/// without changes is no longer a draft.
export function withDraft(
  drafts: readonly RecordValue[],
  row: RecordValue,
  fieldName: string,
  value: Value,
  isUnchanged: boolean,
): RecordValue[] {
  const others = drafts.filter(draft => draft.id !== row.id)
  const before = drafts.find(draft => draft.id === row.id)
  const draft = new RecordValue(row.objectName)
  draft.put('Id', row.id)
  for (const name of changedFields(before)) if (name !== fieldName) draft.set(name, before!.get(name))
  if (!isUnchanged) draft.set(fieldName, value)
  return changedFields(draft).length > 0 ? [...others, draft] : others
}

/// The fields of a draft that were changed.
export const changedFields = (draft: RecordValue | undefined): readonly string[] =>
  draft ? draft.shape.names.filter(name => name !== 'Id') : []

/// The records that `DraftValues` holds.
export const readDrafts = (value: Resolved): readonly RecordValue[] =>
  Array.isArray(value) && !value.some(isSettings) ? value.filter(item => item instanceof RecordValue) : []
