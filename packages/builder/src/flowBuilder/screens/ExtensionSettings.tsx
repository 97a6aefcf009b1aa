import { Checkbox, Select } from '@millrace/components'
import { type FlowInputParameter, valuePatch, type XmlPatch } from '@millrace/metadata'
import { Combobox, searched } from '../../pickers/Combobox.tsx'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { typeOfPath } from '../../pickers/resources.ts'
import { type FieldDescription, useSchema } from '../../pickers/schema.tsx'
import { FieldPicker, ObjectPicker } from '../../pickers/SchemaPickers.tsx'
import { typeOf, type ValueType } from '../../pickers/valueTypes.ts'
import { useFlowEdit } from '../editContext.ts'
import { newValue, valueText } from '../flowValues.ts'
import { FlowValueField, OutputParameters, RowButtons } from '../panels/rows.tsx'
import { ChoiceList } from './ChoiceSettings.tsx'
import { type ExtensionInput, extensionNamed, genericObject } from './extensionComponents.ts'
import { type FieldProps, Revisited, Validation } from './fieldParts.tsx'
import { useFieldEdit } from './screenContext.ts'
import { readColumns, type TableColumn } from './screenPreview.ts'

/// Inputs and outputs of a Lightning component: those that it is known to have, and those that the file gives it besides.
export function ExtensionSettings({ field, place }: FieldProps) {
  const edit = useFieldEdit(place)
  const { resources } = useFlowEdit()
  const schema = useSchema()
  const known = extensionNamed(field.extensionName)
  const given = field.inputParameters
  const object = genericObject(field)
  const change = (name: string, value: XmlPatch | null, more: XmlPatch = {}) => {
    const at = given.findIndex(one => one.name === name)
    if (value) edit.patch({ inputParameters: withInput(given, at, name, value), ...more })
    else if (at >= 0) edit.remove(['inputParameters', at])
  }
  const set = (input: Pick<ExtensionInput, 'name' | 'type'>, text: string) => {
    const value = valuePatch(newValue(text, input.type.isCollection ? null : input.type))
    // The collection says which records they are.
    const path = /^\{!\s*([^{}]+?)\s*\}$/.exec(text)?.[1]
    const type = input.type.kind === 'Record' && path ? typeOfPath(path, resources, schema) : undefined
    const isNew = known?.isGeneric && type?.object && type.object !== object
    change(input.name, value, isNew ? mappedTo(type.object) : {})
  }
  const others = given.filter(({ name }) => !known?.inputs.some(input => input.name === name))
  return (
    <>
      {known?.isGeneric && (
        <ObjectPicker label="Object" required value={object ?? ''} onChange={next => edit.patch(mappedTo(next))} />
      )}
      {known?.inputs.map(input => (
        <InputField
          key={input.name}
          input={withObject(input, object)}
          given={given}
          object={object}
          onSet={text => set(withObject(input, object), text)}
        />
      ))}
      {field.choiceReferences.length > 0 && <ChoiceList field={field} place={place} />}
      {others.map(({ name, value }) => (
        <FlowValueField
          key={name}
          label={name}
          value={value}
          wanted={null}
          onChange={text => set({ name, type: typeOf('Any') }, text)}
        />
      ))}
      {!known && <NewInput names={given.map(({ name }) => name)} onAdd={name => change(name, { stringValue: '' })} />}
      <Revisited field={field} edit={edit} />
      <Validation field={field} edit={edit} />
      <FieldGroup title="Outputs">
        <OutputParameters
          edit={edit}
          tag="outputParameters"
          isAutomatic={field.storeOutputAutomatically}
          given={field.outputParameters}
          declared={(known?.outputs ?? field.outputParameters.map(({ name }) => ({ name, type: typeOf('Any') }))).map(
            one => ({ ...one, type: objectOf(one.type, object) }),
          )}
        />
        {!known && !field.storeOutputAutomatically && (
          <NewInput
            what="Output"
            names={field.outputParameters.map(({ name }) => name)}
            onAdd={name => edit.add([], 'outputParameters', { assignToReference: '', name })}
          />
        )}
      </FieldGroup>
    </>
  )
}

const mappedTo = (object: string): XmlPatch => ({ dataTypeMappings: { typeName: 'T', typeValue: object } })

const objectOf = (type: ValueType, object: string | null): ValueType =>
  type.kind === 'Record' ? { ...type, object } : type

const withObject = (input: ExtensionInput, object: string | null): ExtensionInput => ({
  ...input,
  type: objectOf(input.type, object),
})

/// The parameters with the one at [at], or a new one, set; nothing is said of the others, so they stay as they are.
function withInput(given: readonly FlowInputParameter[], at: number, name: string, value: XmlPatch): XmlPatch[] {
  const same = given.map((): XmlPatch => ({}))
  return at < 0 ? [...same, { name, value }] : same.with(at, { value })
}

interface InputFieldProps {
  readonly input: ExtensionInput
  readonly given: readonly FlowInputParameter[]
  readonly object: string | null
  onSet(text: string): void
}

function InputField({ input, given, object, onSet }: InputFieldProps) {
  const { label, type, required, help, options, editor } = input
  const textOf = (name: string) => valueText(given.find(one => one.name === name)?.value ?? null)
  const text = textOf(input.name)
  if (editor === 'object') return <ObjectPicker label={label} required={required} value={text} onChange={onSet} />
  if (editor === 'field')
    return <FieldPicker label={label} object={textOf('objectApiName')} value={text} onChange={onSet} />
  if (editor === 'columns') return <Columns object={object ?? ''} json={text} onChange={onSet} />
  if (options)
    return (
      <Select
        label={label}
        value={text}
        options={[
          { value: '', label: 'Default' },
          ...options,
          ...(text && !options.some(({ value }) => value === text) ? [{ value: text, label: text }] : []),
        ]}
        onChange={onSet}
      />
    )
  return (
    <>
      <FlowValueField
        label={label}
        required={required}
        value={given.find(one => one.name === input.name)?.value ?? null}
        wanted={type}
        onChange={onSet}
      />
      {help && <p className="slds-text-color_weak slds-text-body_small">{help}</p>}
    </>
  )
}

function NewInput({
  what = 'Input',
  names,
  onAdd,
}: {
  what?: string
  names: readonly string[]
  onAdd(name: string): void
}) {
  return (
    <TextField
      label={`New ${what}`}
      value=""
      placeholder="apiName"
      onCommit={text => {
        const name = text.trim()
        if (name && !names.includes(name)) onAdd(name)
      }}
    />
  )
}

const COLUMN_TYPES: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  int: 'number',
  double: 'number',
  currency: 'currency',
  percent: 'percent',
  date: 'date-local',
  datetime: 'date',
  email: 'email',
  phone: 'phone',
  url: 'url',
}

function newColumn({ name, label, type }: FieldDescription, order: number): TableColumn {
  return {
    apiName: name,
    guid: `column-${name}`,
    editable: false,
    hasCustomHeaderLabel: false,
    customHeaderLabel: '',
    wrapText: true,
    order,
    label,
    type: COLUMN_TYPES[type] ?? 'text',
  }
}

/// The columns of a Data Table, which its file lists as JSON. What else it says of them is kept.
function Columns({ object, json, onChange }: { object: string; json: string; onChange(json: string): void }) {
  const described = useSchema().object(object)
  const columns = readColumns(json)
  const store = (next: readonly TableColumn[]) =>
    onChange(JSON.stringify(next.map((column, order) => ({ ...column, order }))))
  const swap = (position: number) =>
    store(
      columns.map((column, i) => (i === position ? columns[i + 1]! : i === position + 1 ? columns[i - 1]! : column)),
    )
  const change = (position: number, more: Partial<TableColumn>) =>
    store(columns.map((column, i) => (i === position ? { ...column, ...more } : column)))
  const open = (described?.fields ?? []).filter(({ name }) => !columns.some(({ apiName }) => apiName === name))
  return (
    <FieldGroup title="Columns">
      <ol className="millrace-rows">
        {columns.map((column, i) => {
          const { apiName, label, hasCustomHeaderLabel, customHeaderLabel } = column
          const shown = hasCustomHeaderLabel === true ? customHeaderLabel : label
          return (
            <li key={apiName} className="millrace-row">
              <div className="millrace-row-fields">
                <TextField
                  label={`Column ${i + 1}: ${apiName}`}
                  value={typeof shown === 'string' ? shown : apiName}
                  onCommit={text =>
                    change(
                      i,
                      text === '' || text === label
                        ? { hasCustomHeaderLabel: false, customHeaderLabel: '' }
                        : { hasCustomHeaderLabel: true, customHeaderLabel: text },
                    )
                  }
                />
                <Checkbox
                  label="Wrap Text"
                  checked={column['wrapText'] === true}
                  onChange={wrapText => change(i, { wrapText })}
                />
              </div>
              <RowButtons
                what={`column ${i + 1}`}
                {...(i > 0 && { onUp: () => swap(i - 1) })}
                {...(i < columns.length - 1 && { onDown: () => swap(i) })}
                onRemove={() => store(columns.filter(one => one !== column))}
              />
            </li>
          )
        })}
      </ol>
      <Combobox
        label="Add Column"
        value=""
        disabled={!object}
        placeholder={object ? 'Search fields…' : 'Choose an object first'}
        options={text =>
          searched(
            open.map(({ name, label }) => ({ value: name, label, detail: name })),
            text,
          )
        }
        onCommit={name => {
          const field = open.find(one => one.name === name)
          if (field) store([...columns, newColumn(field, columns.length)])
        }}
      />
    </FieldGroup>
  )
}
