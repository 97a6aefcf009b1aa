import { Badge, Button, Card, EmptyState, Link, openPath, type PageRouteProps, useJson } from '@millrace/components'
import { useState } from 'react'
import { Loading, NotLoaded, SetupPage } from '../setup/SetupPage.tsx'
import { NewFieldDialog } from './NewFieldDialog.tsx'
import { NewObjectDialog } from './NewObjectDialog.tsx'
import '../componentBuilder/componentBuilder.css'

/// The objects of the org; with an object's name behind the path, its fields.
export default function ObjectsPage(props: PageRouteProps) {
  return props.rest ? <FieldsPage key={props.rest} {...props} /> : <ObjectList {...props} />
}

const objectPath = (apiName: string): string => `/setup/objects/${encodeURIComponent(apiName)}`

/// An object as the REST API lists it.
interface ObjectSummary {
  readonly name: string
  readonly label: string
  readonly labelPlural: string
  readonly custom: boolean
  readonly createable: boolean
}

function ObjectList({ version, session }: PageRouteProps) {
  const [isNew, setNew] = useState(false)
  const [search, setSearch] = useState('')
  const answer = useJson<{ sobjects: readonly ObjectSummary[] }>(describeUrl(session.apiVersion), version)
  return (
    <SetupPage
      title="Objects and Fields"
      actions={<Button label="New Object" variant="brand" onClick={() => setNew(true)} />}
    >
      {answer.status === 'loading' && <Loading what="the objects" />}
      {answer.status === 'error' && <NotLoaded what="The objects" failure={answer.failure} />}
      {answer.status === 'ready' && (
        <Card title="All Objects" iconName="standard:custom" padded={false}>
          <SearchField value={search} onChange={setSearch} />
          <ObjectTable
            objects={answer.data.sobjects
              .filter(({ name, label, createable }) => createable && matches(search, name, label))
              .toSorted((a, b) => Number(b.custom) - Number(a.custom) || a.label.localeCompare(b.label))}
          />
        </Card>
      )}
      {isNew && <NewObjectDialog onCancel={() => setNew(false)} onCreated={apiName => openPath(objectPath(apiName))} />}
    </SetupPage>
  )
}

function ObjectTable({ objects }: { objects: readonly ObjectSummary[] }) {
  if (objects.length === 0) return <EmptyState title="No object is called like that." />
  return (
    <div className="millrace-wide">
      <table className={TABLE} aria-label="Objects">
        <thead>
          <tr>
            <th scope="col">Label</th>
            <th scope="col">API Name</th>
            <th scope="col">Type</th>
            <th scope="col">Records</th>
          </tr>
        </thead>
        <tbody>
          {objects.map(({ name, label, labelPlural, custom }) => (
            <tr key={name}>
              <th scope="row" data-label="Label">
                <Link href={objectPath(name)}>{label}</Link>
              </th>
              <td data-label="API Name">{name}</td>
              <td data-label="Type">{custom ? <Badge label="Custom" /> : 'Standard'}</td>
              <td data-label="Records">
                <Link href={`/lightning/o/${encodeURIComponent(name)}/list`}>{labelPlural}</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/// An object as the REST API describes it.
interface ObjectDescribe {
  readonly name: string
  readonly label: string
  readonly fields: readonly FieldDescribe[]
}

interface FieldDescribe {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly length: number
  readonly custom: boolean
  readonly nillable: boolean
  readonly createable: boolean
  readonly defaultedOnCreate: boolean
  readonly calculated: boolean
  readonly referenceTo: readonly string[]
  readonly picklistValues: readonly { readonly label: string; readonly active: boolean }[]
}

function FieldsPage({ rest, version, session, showToast }: PageRouteProps) {
  const [isNew, setNew] = useState(false)
  const [changes, setChanges] = useState(0)
  const [search, setSearch] = useState('')
  const name = decodeURIComponent(rest)
  const answer = useJson<ObjectDescribe>(
    `${describeUrl(session.apiVersion)}/${encodeURIComponent(name)}/describe`,
    version + changes,
  )
  const label = answer.status === 'ready' ? answer.data.label : name
  const created = (field: string) => {
    setNew(false)
    setChanges(changes => changes + 1)
    showToast({ title: `The field "${field}" was made.`, variant: 'success', mode: 'dismissible' })
  }
  return (
    <SetupPage
      title={label}
      actions={
        <div className="millrace-button-row">
          <Button label="All Objects" iconName="utility:back" onClick={() => openPath('/setup/objects')} />
          <Button label="New Field" variant="brand" onClick={() => setNew(true)} />
        </div>
      }
    >
      {answer.status === 'loading' && <Loading what="the fields" />}
      {answer.status === 'error' && <NotLoaded what="The object" failure={answer.failure} />}
      {answer.status === 'ready' && (
        <Card title={`Fields of ${label}`} iconName="standard:custom" padded={false}>
          <SearchField value={search} onChange={setSearch} />
          <FieldTable
            fields={answer.data.fields
              .filter(({ name, label }) => matches(search, name, label))
              .toSorted((a, b) => Number(b.custom) - Number(a.custom) || a.label.localeCompare(b.label))}
          />
        </Card>
      )}
      {isNew && (
        <NewFieldDialog objectApiName={name} objectLabel={label} onCancel={() => setNew(false)} onCreated={created} />
      )}
    </SetupPage>
  )
}

function FieldTable({ fields }: { fields: readonly FieldDescribe[] }) {
  if (fields.length === 0) return <EmptyState title="No field is called like that." />
  return (
    <div className="millrace-wide">
      <table className={TABLE} aria-label="Fields">
        <thead>
          <tr>
            <th scope="col">Field Label</th>
            <th scope="col">API Name</th>
            <th scope="col">Data Type</th>
            <th scope="col">Required</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(field => (
            <tr key={field.name}>
              <th scope="row" data-label="Field Label">
                {field.label} {field.custom && <Badge label="Custom" />}
              </th>
              <td data-label="API Name">{field.name}</td>
              <td data-label="Data Type" className="slds-cell-wrap">
                {typeText(field)}
              </td>
              <td data-label="Required">{isRequired(field) ? 'Yes' : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const TABLE = 'slds-table slds-table_bordered slds-table_cell-buffer slds-max-medium-table_stacked-horizontal'

function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <div className="builder-filters">
      <label className="slds-form-element">
        <span className="slds-form-element__label">Search</span>
        <input type="search" className="slds-input" value={value} onChange={event => onChange(event.target.value)} />
      </label>
    </div>
  )
}

const describeUrl = (apiVersion: string): string => `/services/data/v${apiVersion.replace(/^v/, '')}/sobjects`

const matches = (search: string, ...texts: readonly string[]): boolean =>
  search
    .toLowerCase()
    .split(/\s+/)
    .every(word => texts.join(' ').toLowerCase().includes(word))

const isRequired = ({ nillable, createable, defaultedOnCreate }: FieldDescribe): boolean =>
  createable && !nillable && !defaultedOnCreate

/// "Text(255)", "Picklist: New, Active", "Lookup(Account)".
function typeText({ type, length, calculated, referenceTo, picklistValues }: FieldDescribe): string {
  const name = TYPES[type] ?? type
  if (calculated) return `Formula (${name})`
  if (type === 'reference') return `Lookup(${referenceTo.join(', ')})`
  if (type === 'string') return `${name}(${length})`
  const values = picklistValues.filter(({ active }) => active).map(({ label }) => label)
  if (values.length === 0) return name
  return `${name}: ${values.slice(0, 6).join(', ')}${values.length > 6 ? ' …' : ''}`
}

/// What the types of the describe answer are called.
const TYPES: Readonly<Record<string, string>> = {
  string: 'Text',
  textarea: 'Text Area',
  boolean: 'Checkbox',
  int: 'Number',
  double: 'Number',
  currency: 'Currency',
  percent: 'Percent',
  date: 'Date',
  datetime: 'Date/Time',
  time: 'Time',
  email: 'Email',
  phone: 'Phone',
  url: 'URL',
  picklist: 'Picklist',
  multipicklist: 'Picklist (Multi-Select)',
  id: 'Id',
  address: 'Address',
}
