import {
  type ComponentHost,
  describedObject,
  fieldValue,
  type ObjectDescription,
  recordsOfQuery,
} from '@millrace/runtime'
import { mergeText, toJson } from '@millrace/values'
import { useEffect, useMemo, useState } from 'react'
import { DynamicComponent } from '../../renderer/DynamicComponent.tsx'
import { Modal } from '../../slds/Modal.tsx'
import { Spinner } from '../../slds/Spinner.tsx'
import { openPath } from '../location.ts'
import { nameField, recordForm } from '../standard/standardDefinitions.ts'

export interface RecordDialogProps {
  action: 'new' | 'edit' | 'clone'
  objectApiName: string
  /// The record to edit or to clone.
  recordId?: string
  /// Field values of a new record.
  defaults?: Readonly<Record<string, string>>
  host: ComponentHost
}

interface Form {
  readonly object: ObjectDescription
  readonly defaults: object
}

/// A record to fill in, over the page that it belongs to.
export function RecordDialog({ action, objectApiName, recordId, defaults, host }: RecordDialogProps) {
  const [form, setForm] = useState<Form>()
  const given = JSON.stringify(defaults ?? {})
  useEffect(() => {
    let isWanted = true
    const prepare = async () => {
      const object = await describedObject(host, objectApiName)
      const cloned = action === 'clone' && object && recordId ? await fieldsOf(host, object, recordId) : {}
      if (isWanted && object) setForm({ object, defaults: { ...cloned, ...(JSON.parse(given) as object) } })
    }
    void prepare()
    return () => {
      isWanted = false
    }
  }, [action, objectApiName, recordId, given, host])
  const edited = action === 'edit' ? recordId : undefined
  const definition = useMemo(() => {
    const back = recordId
      ? { destination: 'recordPage', recordId, actionName: 'view' }
      : { destination: 'objectPage', objectApiName, actionName: 'list' }
    return form && recordForm(form.object, edited, form.defaults, back)
  }, [form, objectApiName, recordId, edited])
  const close = () =>
    openPath(recordId ? `/lightning/r/${objectApiName}/${recordId}/view` : `/lightning/o/${objectApiName}/list`)
  return (
    <Modal title={`${TITLES[action]} ${form?.object.label ?? ''}`} size="medium" onClose={close}>
      {definition ? <DynamicComponent definition={definition} host={host} /> : <Spinner label="Loading" />}
    </Modal>
  )
}

const TITLES = { new: 'New', edit: 'Edit', clone: 'Clone' }

/// What a copy of the record begins with: the fields that a new record may have.
async function fieldsOf(host: ComponentHost, object: ObjectDescription, recordId: string): Promise<object> {
  const names = object.fields.filter(field => field.isCreateable && field.restType !== 'base64').map(({ name }) => name)
  const { records } = await recordsOfQuery(
    host,
    `SELECT ${names.join(', ')} FROM ${object.name} WHERE Id = '${recordId}'`,
  )
  const [record] = records
  return record ? Object.fromEntries(names.map(name => [name, toJson(fieldValue(record, name))])) : {}
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
