import { ButtonIcon, Checkbox, getJson, Select } from '@millrace/components'
import type { FlowVariable } from '@millrace/metadata'
import { useEffect, useState } from 'react'
import { Combobox, searched } from '../../pickers/Combobox.tsx'
import { TextField } from '../../pickers/fields.tsx'
import { useSchema } from '../../pickers/schema.tsx'

interface InputFieldProps {
  variable: FlowVariable
  value: unknown
  onChange(value: unknown): void
}

/// A field that fits the input's type: records are picked, numbers are numbers.
export function InputField({ variable, value, onChange }: InputFieldProps) {
  const { name, dataType, isCollection, objectType } = variable
  const label = `${name} (${dataType === 'SObject' ? objectType : dataType}${isCollection ? ' collection' : ''})`
  const looksLikeIds = dataType === 'String' && /(?:^|[a-z0-9_])Ids?$|(?:^|_)ids?$/.test(name)
  if (looksLikeIds || dataType === 'SObject')
    return (
      <RecordsField
        label={label}
        object={objectType ?? guessedObject(name)}
        isCollection={isCollection}
        isRecord={dataType === 'SObject'}
        value={value}
        onChange={onChange}
      />
    )
  if (isCollection)
    return (
      <TextField
        label={label}
        multiline
        help="One value a line."
        value={Array.isArray(value) ? value.join('\n') : ''}
        onCommit={text => onChange(text === '' ? undefined : text.split('\n').map(line => typed(line, dataType)))}
      />
    )
  if (dataType === 'Boolean') return <Checkbox label={label} checked={value === true} onChange={onChange} />
  const type = dataType === 'Number' || dataType === 'Currency' ? 'number' : dataType === 'Date' ? 'date' : 'text'
  return (
    <TextField
      label={label}
      type={type}
      placeholder={dataType === 'DateTime' ? '2026-01-31T10:00:00Z' : undefined}
      value={value === undefined ? '' : String(value)}
      onCommit={text => onChange(text === '' ? undefined : typed(text, dataType))}
    />
  )
}

/// What is typed as a value of [dataType].
export const typed = (text: string, dataType: string): unknown =>
  dataType === 'Number' || dataType === 'Currency'
    ? Number(text)
    : dataType === 'Boolean'
      ? /^true$/i.test(text.trim())
      : text

/// `ContactIds` and `contactId` are of contacts, most likely.
const guessedObject = (name: string): string => name.replace(/_?ids?$/i, '').replace(/^record$/i, '')

interface RecordsFieldProps {
  label: string
  object: string
  isCollection: boolean
  isRecord: boolean
  value: unknown
  onChange(value: unknown): void
}

/// One record or several, picked by name or pasted as an Id.
export function RecordsField({ label, object, isCollection, isRecord, value, onChange }: RecordsFieldProps) {
  const { objects } = useSchema()
  const known = objects?.find(({ name }) => name.toLowerCase() === object.toLowerCase())
  const [chosen, setChosen] = useState('')
  const of = chosen || known?.name || ''
  const records = useRecords(of)
  const values: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value]
  const idOf = (one: unknown): string =>
    typeof one === 'object' && one !== null && 'Id' in one ? String(one.Id) : String(one)
  const nameOf = (id: string) => records.find(record => record.Id === id)?.Name ?? id
  const make = (id: string): unknown => (isRecord ? { attributes: { type: of }, Id: id } : id)
  return (
    <div className="slds-m-bottom_x-small">
      {!known && !isRecord && objects && (
        <Select
          label={`Object of ${label}`}
          value={chosen}
          onChange={setChosen}
          options={[{ value: '', label: 'Choose…' }, ...objects.map(({ name, label }) => ({ value: name, label }))]}
        />
      )}
      <Combobox
        label={label}
        value=""
        placeholder={of ? `Search ${of} records, or paste an Id…` : 'Paste an Id…'}
        options={text =>
          searched(
            records.map(({ Id, Name }) => ({ value: Id, label: Name, detail: Id })),
            text,
          )
        }
        onCommit={id => {
          if (id) onChange(isCollection ? [...values, make(id.trim())] : make(id.trim()))
        }}
      />
      <ul>
        {values.map((one, i) => (
          <li key={idOf(one)} className="slds-grid slds-grid_vertical-align-center">
            <span>{nameOf(idOf(one))}</span>
            <ButtonIcon
              iconName="utility:close"
              assistiveText={`Remove ${nameOf(idOf(one))}`}
              size="small"
              onClick={() => onChange(isCollection ? values.filter((_, at) => at !== i) : undefined)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

interface NamedRecord {
  readonly Id: string
  readonly Name: string
}

function useRecords(object: string): readonly NamedRecord[] {
  const [found, setFound] = useState<{ object: string; records: readonly NamedRecord[] }>({ object: '', records: [] })
  useEffect(() => {
    if (!object) return
    const query = `SELECT Id, Name FROM ${object} ORDER BY Name LIMIT 200`
    getJson<{ records: readonly NamedRecord[] }>(`/services/data/v62.0/query?q=${encodeURIComponent(query)}`).then(
      ({ records }) => setFound({ object, records }),
      () => setFound({ object, records: [] }),
    )
  }, [object])
  return found.object === object ? found.records : []
}

/// Who runs the flow.
export function UserField({ value, onChange }: { value: string; onChange(userId: string): void }) {
  const users = useRecords('User')
  return (
    <Select
      label="Run as User"
      value={value}
      onChange={onChange}
      options={[{ value: '', label: 'Myself' }, ...users.map(({ Id, Name }) => ({ value: Id, label: Name }))]}
    />
  )
}
