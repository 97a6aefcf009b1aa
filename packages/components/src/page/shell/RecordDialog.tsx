import {
  type ComponentHost,
  describedObject,
  fieldValue,
  type ObjectDescription,
  recordsOfQuery,
} from '@millrace/runtime'
import { mergeText } from '@millrace/values'
import { openPath } from '../location.ts'
import { nameField } from '../standard/objectFields.ts'
import { OwnerDialog } from './OwnerDialog.tsx'
import type { Place } from './place.ts'
import { RecordFormDialog } from './RecordFormDialog.tsx'

export interface RecordDialogProps {
  action: 'new' | Exclude<Extract<Place, { kind: 'record' }>['action'], 'view'>
  objectApiName: string
  /// The record to edit, to clone or to give away.
  recordId?: string
  /// Field values of a new record.
  defaults?: Readonly<Record<string, string>>
  host: ComponentHost
  /// A record was made and the dialog stays, for another one.
  onSavedAndNew?: () => void
}

/// The dialog that an address names, over the page that it belongs to.
export function RecordDialog({ action, objectApiName, recordId, defaults, host, onSavedAndNew }: RecordDialogProps) {
  const view = (id: string) => openPath(`/lightning/r/${objectApiName}/${id}/view`)
  const back = () => (recordId ? view(recordId) : openPath(`/lightning/o/${objectApiName}/list`))
  if (action === 'changeOwner')
    return <OwnerDialog objectApiName={objectApiName} ids={recordId ? [recordId] : []} host={host} onClose={back} />
  return (
    <RecordFormDialog
      action={action}
      objectApiName={objectApiName}
      recordId={recordId}
      defaults={defaults}
      host={host}
      onClose={id => (id ? view(id) : back())}
      onSavedAndNew={onSavedAndNew}
    />
  )
}

/// The name of a record as people know it; undefined when there is no such record, or none that the user may see.
export async function recordName(
  host: ComponentHost,
  object: ObjectDescription,
  recordId: string,
): Promise<string | undefined> {
  const field = nameField(object)
  const { records } = await recordsOfQuery(host, `SELECT ${field} FROM ${object.name} WHERE Id = '${recordId}'`)
  return records[0] && (mergeText(fieldValue(records[0], field), host) || recordId)
}

/// An object and the name of one of its records; undefined when there is none that the user may see.
export async function namedRecord(
  host: ComponentHost,
  objectApiName: string,
  recordId: string,
): Promise<{ readonly object: ObjectDescription; readonly name: string } | undefined> {
  const object = await describedObject(host, objectApiName)
  const name = object && (await recordName(host, object, recordId))
  return object && name !== undefined ? { object, name } : undefined
}
