import { Button, ButtonIcon, Select } from '@millrace/components'
import type { FlowStart } from '@millrace/metadata'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { useSchema } from '../../pickers/schema.tsx'
import { FieldPicker, useField } from '../../pickers/SchemaPickers.tsx'
import { fieldValueType } from '../../pickers/valueTypes.ts'
import type { DebugChange } from './debugAnswers.ts'
import { RecordsField } from './debugInputs.tsx'

/// A field with what was typed for it.
export interface TypedField {
  readonly field: string
  readonly text: string
}

/// What was chosen of the record that starts the flow.
export interface ChosenChange {
  readonly operation: DebugChange['operation']
  readonly id: string
  readonly values: readonly TypedField[]
  readonly before: readonly TypedField[]
}

export const changeOf = (start: FlowStart): ChosenChange => ({
  operation: operationsOf(start)[0]!.value,
  id: '',
  values: [],
  before: [],
})

const OPERATIONS = [
  { value: 'create', label: 'Created' },
  { value: 'update', label: 'Updated' },
  { value: 'delete', label: 'Deleted' },
] as const

function operationsOf({ triggerType, recordTriggerType }: FlowStart) {
  const wanted =
    triggerType === 'RecordBeforeDelete' || recordTriggerType === 'Delete'
      ? ['delete']
      : triggerType === 'PlatformEvent' || recordTriggerType === 'Create'
        ? ['create']
        : recordTriggerType === 'Update'
          ? ['update']
          : ['create', 'update']
  return OPERATIONS.filter(({ value }) => wanted.includes(value))
}

/// What was chosen, as long as the start still has it.
function operationOf(start: FlowStart, { operation }: ChosenChange): ChosenChange['operation'] {
  const offered = operationsOf(start)
  return offered.find(({ value }) => value === operation)?.value ?? offered[0]!.value
}

interface DebugStartProps {
  readonly start: FlowStart
  readonly change: ChosenChange
  onChange(change: ChosenChange): void
}

/// The record that starts the flow: which one, what the save sets, and what it was before.
export function DebugStart({ start, change, onChange }: DebugStartProps) {
  const object = start.object ?? ''
  const { id, values, before } = change
  const operation = operationOf(start, change)
  const isEvent = start.triggerType === 'PlatformEvent'
  return (
    <FieldGroup title={isEvent ? 'Platform Event' : 'Triggering Record'}>
      {!isEvent && (
        <>
          <Select
            label="The Record Is"
            value={operation}
            options={operationsOf(start)}
            onChange={operation => onChange({ ...change, operation: operation as ChosenChange['operation'] })}
          />
          <RecordsField
            label={operation === 'create' ? `${object} to Begin With` : object}
            object={object}
            isCollection={false}
            isRecord={false}
            value={id || undefined}
            onChange={id => onChange({ ...change, id: typeof id === 'string' ? id : '' })}
          />
        </>
      )}
      {operation !== 'delete' && (
        <TypedFields
          title={operation === 'create' ? 'Its Fields' : 'What the Update Sets'}
          what="value"
          object={object}
          fields={values}
          onChange={values => onChange({ ...change, values })}
        />
      )}
      {operation === 'update' && (
        <TypedFields
          title="What Was Otherwise Before"
          what="earlier value"
          object={object}
          fields={before}
          onChange={before => onChange({ ...change, before })}
        />
      )}
    </FieldGroup>
  )
}

interface TypedFieldsProps {
  readonly title: string
  readonly what: string
  readonly object: string
  readonly fields: readonly TypedField[]
  onChange(fields: readonly TypedField[]): void
}

function TypedFields({ title, what, object, fields, onChange }: TypedFieldsProps) {
  const change = (at: number, patch: Partial<TypedField>) =>
    onChange(fields.map((one, i) => (i === at ? { ...one, ...patch } : one)))
  return (
    <fieldset>
      <legend className="slds-form-element__label">{title}</legend>
      <ol className="millrace-rows">
        {fields.map((one, i) => (
          <li key={i} className="millrace-row">
            <div className="millrace-row-fields">
              <FieldPicker
                label={`Field of ${what} ${i + 1}`}
                object={object}
                value={one.field}
                onChange={field => change(i, { field })}
              />
              <FieldText
                label={`${what[0]!.toUpperCase()}${what.slice(1)} ${i + 1}`}
                object={object}
                field={one.field}
                text={one.text}
                onChange={text => change(i, { text })}
              />
            </div>
            <ButtonIcon
              iconName="utility:delete"
              assistiveText={`Remove ${what} ${i + 1}`}
              size="small"
              onClick={() => onChange(fields.filter((_, at) => at !== i))}
            />
          </li>
        ))}
      </ol>
      <Button
        label={`Add ${what === 'value' ? 'Value' : 'Earlier Value'}`}
        iconName="utility:add"
        onClick={() => onChange([...fields, { field: '', text: '' }])}
      />
    </fieldset>
  )
}

interface FieldTextProps {
  readonly label: string
  readonly object: string
  readonly field: string
  readonly text: string
  onChange(text: string): void
}

function FieldText({ label, object, field, text, onChange }: FieldTextProps) {
  const known = useField(object, field)
  if (known?.type === 'boolean')
    return (
      <Select
        label={label}
        value={text}
        options={[
          { value: '', label: 'Choose…' },
          { value: 'true', label: 'True' },
          { value: 'false', label: 'False' },
        ]}
        onChange={onChange}
      />
    )
  if (known && known.picklistValues.length > 0)
    return (
      <Select
        label={label}
        value={text}
        options={[{ value: '', label: 'None' }, ...known.picklistValues]}
        onChange={onChange}
      />
    )
  const type = known?.type === 'date' ? 'date' : known && fieldValueType(known).kind === 'Number' ? 'number' : 'text'
  return <TextField label={label} type={type} value={text} onCommit={onChange} />
}

/// What was chosen, as it is sent: numbers are numbers, and an empty text is null.
export function useDebugChange(start: FlowStart | null, change: ChosenChange): DebugChange {
  const fields = useSchema().object(start?.object ?? '')?.fields ?? []
  const json = (typed: readonly TypedField[]) =>
    Object.fromEntries(
      typed.flatMap(({ field, text }): [string, unknown][] => {
        const known = fields.find(({ name }) => name === field)
        if (!field) return []
        const kind = known && fieldValueType(known).kind
        const value =
          text === '' ? null : kind === 'Number' ? Number(text) : kind === 'Boolean' ? text === 'true' : text
        return [[field, value]]
      }),
    )
  const { id, values, before } = change
  const operation = start ? operationOf(start, change) : change.operation
  return { operation, ...(id && { id }), values: json(values), before: json(before) }
}
