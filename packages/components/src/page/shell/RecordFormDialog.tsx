import {
  type ComponentHost,
  describedObject,
  fieldValue,
  type ObjectDescription,
  recordWithId,
} from '@millrace/runtime'
import { toJson } from '@millrace/values'
import { useEffect, useId, useMemo, useState } from 'react'
import { RadioGroupEditor } from '../../inputs/ChoiceEditors.tsx'
import { DynamicComponent } from '../../renderer/DynamicComponent.tsx'
import { NextRecordContext } from '../../renderer/NextRecordContext.ts'
import { Button } from '../../slds/Button.tsx'
import { FormElement } from '../../slds/FormElement.tsx'
import { Modal } from '../../slds/Modal.tsx'
import { ScopedNotification } from '../../slds/ScopedNotification.tsx'
import { Spinner } from '../../slds/Spinner.tsx'
import { getJson } from '../api.ts'
import type { PageLabels } from '../labels/en.ts'
import { usePageLabels } from '../labels/pageLabels.ts'
import { hostWith } from '../recordHost.ts'
import { hasField } from '../standard/objectFields.ts'
import { recordForm } from '../standard/recordForm.ts'
import { type LayoutSection, type RecordLayout, recordLayout, recordTypeOf } from '../standard/recordLayout.ts'

export type FormAction = 'new' | 'edit' | 'clone'

export interface RecordFormDialogProps {
  action: FormAction
  objectApiName: string
  /// The record to edit or to clone.
  recordId?: string | undefined
  /// Field values of a new record.
  defaults?: Readonly<Record<string, string>>
  /// Instead of "New Contact".
  title?: string
  /// What is to be filled in where no page layout says it.
  fields?: readonly string[]
  host: ComponentHost
  /// With the Id of the record that was saved; without one, nothing was.
  onClose: (savedId?: string) => void
  /// One was saved, and another is filled in after it ("Save & New"); without it that is not offered.
  onSavedAndNew?: () => void
}

interface Form {
  readonly object: ObjectDescription
  readonly layout: RecordLayout
  readonly defaults: Readonly<Record<string, unknown>>
  /// Which types there are to choose from, before anything is filled in.
  readonly isTypeOpen: boolean
}

/// A record to fill in, over the page. A new one of an object with record types begins with the choice of one.
export function RecordFormDialog({ action, objectApiName, recordId, host, onClose, ...props }: RecordFormDialogProps) {
  const labels = usePageLabels(host.locale)
  const [form, setForm] = useState<Form | null>()
  const given = JSON.stringify({ fields: props.fields, defaults: props.defaults })
  useEffect(() => {
    let isWanted = true
    const { fields, defaults } = JSON.parse(given) as Pick<RecordFormDialogProps, 'fields' | 'defaults'>
    prepare(host, { action, objectApiName, recordId, fields, defaults: defaults ?? {} }).then(
      form => isWanted && setForm(form),
      () => isWanted && setForm(null),
    )
    return () => {
      isWanted = false
    }
  }, [action, objectApiName, recordId, given, host])
  const edited = action === 'edit' ? recordId : undefined
  const definition = useMemo(
    () =>
      form && !form.isTypeOpen
        ? recordForm(form.object, { recordId: edited, defaults: form.defaults, layout: form.layout, labels })
        : undefined,
    [form, edited, labels],
  )
  const { onSavedAndNew } = props
  const waysOut = useState(() => new WaysOut())[0]
  useEffect(() => waysOut.lead(onClose, onSavedAndNew))
  // Both ways out of the form lead to another place: here that is back to the page. The host stays the same while the page
  // around renders again, so that what is typed stays.
  const inside = useMemo(() => within(host, waysOut.leave), [host, waysOut])
  const isRepeated = action === 'new' && onSavedAndNew !== undefined
  const next = useMemo(
    () => (isRepeated ? { label: labels.saveAndNew, want: waysOut.wantNext } : undefined),
    [isRepeated, labels, waysOut],
  )
  const what = form?.object.label ?? ''
  const title =
    props.title ?? { new: labels.newOf(what), edit: labels.editOf(what), clone: labels.cloneOf(what) }[action]
  const chooseType = async (name: string) => {
    if (!form) return
    const layout = await recordLayout(form.object.name, name)
    const id = await recordTypeId(host, form.object.name, name)
    const defaults = id === undefined ? form.defaults : { ...form.defaults, RecordTypeId: id }
    setForm({ ...form, layout, defaults, isTypeOpen: false })
  }
  if (form?.isTypeOpen)
    return (
      <TypeDialog {...{ title, form, labels }} onChoose={name => void chooseType(name)} onClose={() => onClose()} />
    )
  return (
    <Modal title={title} size="medium" onClose={() => onClose()}>
      {definition ? (
        <NextRecordContext value={next}>
          <DynamicComponent definition={definition} host={inside} />
        </NextRecordContext>
      ) : form === null ? (
        <ScopedNotification variant="error">{labels.noObject(objectApiName)}</ScopedNotification>
      ) : (
        <Spinner label={title} />
      )}
    </Modal>
  )
}

/// Where the form's ways out lead: away from the dialog, or on to another new record.
class WaysOut {
  #onClose: RecordFormDialogProps['onClose'] = () => undefined
  #onSavedAndNew: RecordFormDialogProps['onSavedAndNew']
  #isNextWanted = false

  lead(onClose: RecordFormDialogProps['onClose'], onSavedAndNew: RecordFormDialogProps['onSavedAndNew']): void {
    this.#onClose = onClose
    this.#onSavedAndNew = onSavedAndNew
  }

  wantNext = (isWanted: boolean): void => {
    this.#isNextWanted = isWanted
  }

  leave = (savedId?: string): void => {
    if (savedId !== undefined && this.#isNextWanted) this.#onSavedAndNew?.()
    else this.#onClose(savedId)
  }
}

interface TypeDialogProps {
  title: string
  form: Form
  labels: PageLabels
  onChoose: (name: string) => void
  onClose: () => void
}

function TypeDialog({ title, form, labels, onChoose, onClose }: TypeDialogProps) {
  const id = useId()
  const { recordTypes } = form.layout
  const [chosen, setChosen] = useState(recordTypes[0]?.name ?? null)
  return (
    <Modal
      title={title}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button label={labels.cancel} onClick={onClose} />
          <Button label={labels.next} variant="brand" onClick={() => chosen !== null && onChoose(chosen)} />
        </>
      }
    >
      <FormElement id={id} label={labels.chooseRecordType} isGroup>
        <RadioGroupEditor
          id={id}
          choices={recordTypes.map(({ name, label, description }) => ({ value: name, label, description }))}
          value={chosen}
          onChange={setChosen}
        />
      </FormElement>
    </Modal>
  )
}

interface Wanted {
  readonly action: FormAction
  readonly objectApiName: string
  readonly recordId: string | undefined
  readonly fields: readonly string[] | undefined
  readonly defaults: object
}

async function prepare(
  host: ComponentHost,
  { action, objectApiName, recordId, fields, defaults }: Wanted,
): Promise<Form | null> {
  const object = await describedObject(host, objectApiName)
  if (!object) return null
  const type = recordId === undefined ? undefined : await recordTypeOf(host, object, recordId)
  const stated = await recordLayout(object.name, type)
  const layout = stated.sections || !fields ? stated : { ...stated, sections: [oneSection(fields)] }
  const begun =
    action === 'clone' && recordId
      ? await fieldsOf(host, object, recordId)
      : action === 'new'
        ? await defaultsOf(object.name, host).catch(() => ({}))
        : {}
  const isTypeGiven = 'RecordTypeId' in defaults || recordId !== undefined || !hasField(object, 'RecordTypeId')
  return {
    object,
    layout,
    defaults: { ...begun, ...defaults },
    isTypeOpen: layout.recordTypes.length > 1 && !isTypeGiven,
  }
}

const oneSection = (fields: readonly string[]): LayoutSection => ({
  label: '',
  columns: 2,
  fields,
  required: [],
  readOnly: [],
})

/// What fields of a new record are preset to.
async function defaultsOf(objectApiName: string, { apiVersion = 'v62.0' }: ComponentHost) {
  const { record } = await getJson<{ record: { fields: Readonly<Record<string, { readonly value: unknown }>> } }>(
    `/services/data/${apiVersion}/ui-api/record-defaults/create/${encodeURIComponent(objectApiName)}`,
  )
  return Object.fromEntries(
    Object.entries(record.fields).flatMap(([name, { value }]) =>
      value === null || value === false ? [] : [[name, value]],
    ),
  )
}

/// What a copy of the record begins with: the fields that a new record may have.
async function fieldsOf(host: ComponentHost, object: ObjectDescription, recordId: string) {
  const names = object.fields.filter(field => field.isCreateable && field.restType !== 'base64').map(({ name }) => name)
  const record = await recordWithId(host, object.name, recordId, names)
  return record ? Object.fromEntries(names.map(name => [name, toJson(fieldValue(record, name))])) : {}
}

async function recordTypeId({ apiVersion = 'v62.0', fetch }: ComponentHost, object: string, name: string) {
  const soql = `SELECT Id FROM RecordType WHERE SobjectType = '${object}' AND DeveloperName = '${name}'`
  const response = await fetch(`/services/data/${apiVersion}/query?q=${encodeURIComponent(soql)}`)
  const answer = (await response.json()) as { readonly records?: readonly { readonly Id: string }[] }
  return answer.records?.[0]?.Id
}

const within = (host: ComponentHost, onClose: RecordFormDialogProps['onClose']): ComponentHost =>
  hostWith(host, { navigate: target => onClose(target.type === 'recordPage' ? target.recordId : undefined) })
