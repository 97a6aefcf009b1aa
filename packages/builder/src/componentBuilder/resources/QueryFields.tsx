import { Button, ButtonIcon, FormElement, getJson, ScopedNotification } from '@millrace/components'
import type { QueryFilter, QueryOperator, QueryResource } from '@millrace/metadata'
import { useEffect, useRef, useState } from 'react'
import { JsonField } from '../right/JsonField.tsx'
import { MappedField } from '../right/MappedField.tsx'
import { PlainField } from '../right/PlainField.tsx'
import { SelectInput } from '../right/SelectInput.tsx'
import { SuggestField } from '../right/SuggestField.tsx'
import { useBuilder } from '../useEditor.ts'
import { soqlOf } from './soqlOf.ts'

const OPERATORS: readonly (readonly [QueryOperator, string])[] = [
  ['eq', 'Equals'],
  ['ne', 'Does not equal'],
  ['lt', 'Less than'],
  ['lte', 'Less than or equal'],
  ['gt', 'Greater than'],
  ['gte', 'Greater than or equal'],
  ['in', 'In'],
  ['nin', 'Not in'],
  ['like', 'Like'],
  ['sw', 'Starts with'],
  ['ew', 'Ends with'],
  ['ctn', 'Contains'],
  ['includes', 'Includes'],
  ['excludes', 'Excludes'],
  ['null', 'Is null'],
  ['notNull', 'Is not null'],
]

/// Object, fields, filter, sort and limit of a query, with a look at its rows.
export function QueryFields({ query, onChange }: { query: QueryResource; onChange: (query: QueryResource) => void }) {
  const { objects } = useBuilder()
  const [field, setField] = useState('')
  const object = objects.describe(query.objectApiName)
  const paths = object
    ? object.fields.flatMap(({ name, relationshipName }) =>
        relationshipName ? [name, `${relationshipName}.Name`] : [name],
      )
    : []
  const addField = (name: string) => {
    if (name !== '' && !query.fields.includes(name)) onChange({ ...query, fields: [...query.fields, name] })
    setField('')
  }
  const change = (values: Partial<QueryResource>) => {
    const next = Object.entries({ ...query, ...values }).filter(([, value]) => value !== undefined)
    onChange(Object.fromEntries(next) as unknown as QueryResource)
  }
  return (
    <>
      <FormElement id="query-object" label="Object" required>
        <SuggestField
          id="query-object"
          value={query.objectApiName}
          suggestions={objects.names.map(({ name }) => name)}
          onChange={objectApiName => change({ objectApiName })}
        />
      </FormElement>
      <FormElement id="query-field" label="Fields" required help="With parents: Account.Name. Id is always read.">
        <ul className="builder-pills" aria-label="Fields">
          {query.fields.map(name => (
            <li key={name} className="slds-pill">
              <span className="slds-pill__label">{name}</span>
              <ButtonIcon
                iconName="utility:close"
                assistiveText={`Remove ${name}`}
                size="x-small"
                onClick={() => change({ fields: query.fields.filter(other => other !== name) })}
              />
            </li>
          ))}
        </ul>
        <div className="builder-mapped">
          <SuggestField
            id="query-field"
            value={field}
            suggestions={paths.filter(path => !query.fields.includes(path))}
            placeholder="Add a field"
            onChange={name => (paths.includes(name) ? addField(name) : setField(name))}
          />
          <Button label="Add" disabled={field.trim() === ''} onClick={() => addField(field.trim())} />
        </div>
      </FormElement>
      <fieldset className="builder-list">
        <legend className="slds-form-element__label">Filter</legend>
        <FilterFields filter={query.filter} paths={paths} onChange={filter => change({ filter })} />
      </fieldset>
      <fieldset className="builder-list">
        <legend className="slds-form-element__label">Sort</legend>
        {(query.orderBy ?? []).map(({ field, direction = 'asc', nulls }, index) => {
          const set = (order: NonNullable<QueryResource['orderBy']>[number] | undefined) => {
            const next = (query.orderBy ?? []).flatMap((other, i) => (i === index ? (order ?? []) : other))
            change({ orderBy: next.length === 0 ? undefined : next })
          }
          return (
            <div key={index} className="builder-mapped">
              <SuggestField
                id={`query-sort-${index}`}
                value={field}
                suggestions={paths}
                placeholder="Field"
                onChange={field => set({ field, direction, ...(nulls && { nulls }) })}
              />
              <SelectInput
                id={`query-direction-${index}`}
                value={direction}
                options={[
                  { value: 'asc', label: 'Ascending' },
                  { value: 'desc', label: 'Descending' },
                ]}
                onChange={next => set({ field, direction: next === 'desc' ? 'desc' : 'asc', ...(nulls && { nulls }) })}
              />
              <ButtonIcon iconName="utility:delete" assistiveText="Remove the sort" onClick={() => set(undefined)} />
            </div>
          )
        })}
        <Button
          label="Add Sort"
          iconName="utility:add"
          onClick={() =>
            change({ orderBy: [...(query.orderBy ?? []), { field: query.fields[0] ?? 'Name', direction: 'asc' }] })
          }
        />
      </fieldset>
      <FormElement id="query-limit" label="Limit" help="How many records at most; empty for all.">
        <input
          id="query-limit"
          className="slds-input"
          type="number"
          min={1}
          value={typeof query.limit === 'number' ? query.limit : ''}
          onChange={event =>
            change({
              limit: event.target.value === '' ? undefined : Math.max(1, Math.trunc(Number(event.target.value))),
            })
          }
        />
      </FormElement>
      <QueryPreview query={query} />
    </>
  )
}

interface FilterFieldsProps {
  filter: QueryFilter | undefined
  paths: readonly string[]
  onChange: (filter: QueryFilter | undefined) => void
}

type Comparison = Extract<QueryFilter, { readonly field: string }>

/// Conditions joined by AND or OR; groups nest.
function FilterFields({ filter, paths, onChange }: FilterFieldsProps) {
  const { join, parts } = partsOf(filter)
  const set = (next: readonly QueryFilter[], by = join) => {
    if (next.length === 0) onChange(undefined)
    else
      onChange(
        next.length === 1 && by === 'and' && 'field' in next[0]!
          ? next[0]
          : by === 'and'
            ? { and: next }
            : { or: next },
      )
  }
  const replace = (index: number, part: QueryFilter | undefined) =>
    set(parts.flatMap((other, i) => (i === index ? (part ?? []) : other)))
  return (
    <>
      {parts.length > 1 && (
        <SelectInput
          id=""
          label="How the conditions are joined"
          value={join}
          options={[
            { value: 'and', label: 'All conditions are met (AND)' },
            { value: 'or', label: 'Any condition is met (OR)' },
          ]}
          onChange={next => set(parts, next === 'or' ? 'or' : 'and')}
        />
      )}
      {parts.map((part, index) =>
        'field' in part ? (
          <FilterCondition key={index} part={part} paths={paths} onChange={next => replace(index, next)} />
        ) : 'not' in part ? (
          <fieldset key={index} className="builder-rules">
            <legend>Not</legend>
            <FilterFields filter={part.not} paths={paths} onChange={next => replace(index, next && { not: next })} />
          </fieldset>
        ) : (
          <fieldset key={index} className="builder-rules">
            <legend className="slds-assistive-text">Group</legend>
            <FilterFields filter={part} paths={paths} onChange={next => replace(index, next)} />
          </fieldset>
        ),
      )}
      <div className="millrace-button-row">
        <Button
          label="Add Condition"
          iconName="utility:add"
          onClick={() => set([...parts, { field: 'Id', operator: 'eq', value: '' }])}
        />
        {parts.length > 0 && (
          <Button
            label="Add Group"
            variant="base"
            onClick={() =>
              set([
                ...parts,
                {
                  or: [
                    { field: 'Id', operator: 'eq', value: '' },
                    { field: 'Id', operator: 'eq', value: '' },
                  ],
                },
              ])
            }
          />
        )}
      </div>
    </>
  )
}

function FilterCondition({
  part,
  paths,
  onChange,
}: {
  part: Comparison
  paths: readonly string[]
  onChange: (part: Comparison | undefined) => void
}) {
  const hasValue = part.operator !== 'null' && part.operator !== 'notNull'
  return (
    <div className="builder-rule">
      <PlainField label="Field">
        {id => (
          <SuggestField
            id={id}
            value={part.field}
            suggestions={paths}
            onChange={field => onChange({ ...part, field })}
          />
        )}
      </PlainField>
      <PlainField label="Operator">
        {id => (
          <SelectInput
            id={id}
            value={part.operator}
            options={OPERATORS.map(([value, label]) => ({ value, label }))}
            onChange={name => {
              const [operator = 'eq'] = OPERATORS.find(([known]) => known === name) ?? []
              const { value, ...rest } = part
              onChange(
                operator === 'null' || operator === 'notNull'
                  ? { ...rest, operator }
                  : { ...rest, operator, value: value ?? '' },
              )
            }}
          />
        )}
      </PlainField>
      {hasValue && (
        <MappedField
          label="Value"
          value={part.value}
          place={{}}
          onChange={value => onChange({ ...part, value: value ?? '' })}
        >
          {id => <JsonField id={id} value={part.value} onChange={value => onChange({ ...part, value: value ?? '' })} />}
        </MappedField>
      )}
      <ButtonIcon iconName="utility:delete" assistiveText="Remove the condition" onClick={() => onChange(undefined)} />
    </div>
  )
}

function partsOf(filter: QueryFilter | undefined): { join: 'and' | 'or'; parts: readonly QueryFilter[] } {
  if (!filter) return { join: 'and', parts: [] }
  if ('and' in filter) return { join: 'and', parts: filter.and }
  if ('or' in filter) return { join: 'or', parts: filter.or }
  return { join: 'and', parts: [filter] }
}

/// The SOQL and its first rows; references are what they are when the component opens.
function QueryPreview({ query }: { query: QueryResource }) {
  const { objects, host, editor } = useBuilder()
  const [answer, setAnswer] = useState<{
    soql: string
    rows?: readonly Record<string, unknown>[]
    total?: number
    problem?: string
  }>()
  const look = () => {
    const soql = soqlOf(query, editor.definition, host, name => objects.describe(name))
    setAnswer({ soql })
    const limited = /\blimit\s+\d+/i.test(soql) ? soql : `${soql} LIMIT 5`
    getJson<{ records: readonly Record<string, unknown>[]; totalSize: number }>(
      `/services/data/${host.apiVersion ?? 'v62.0'}/query?q=${encodeURIComponent(limited)}`,
    ).then(
      ({ records }) => setAnswer({ soql, rows: records.slice(0, 5) }),
      (error: Error) => setAnswer({ soql, problem: error.message }),
    )
  }
  const shown = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (answer) shown.current?.scrollIntoView({ block: 'nearest' })
  }, [answer])
  const columns = answer?.rows?.[0] ? Object.keys(answer.rows[0]).filter(name => name !== 'attributes') : []
  return (
    <div ref={shown} className="builder-preview">
      <Button label="Preview Rows" onClick={look} disabled={query.objectApiName === '' || query.fields.length === 0} />
      {answer && <pre className="builder-soql">{answer.soql}</pre>}
      {answer?.problem && <ScopedNotification variant="error">{answer.problem}</ScopedNotification>}
      {answer?.rows && (
        <div className="millrace-wide">
          {answer.rows.length === 0 ? (
            <p className="builder-note">No rows.</p>
          ) : (
            <table className="slds-table slds-table_bordered" aria-label="First rows">
              <thead>
                <tr>
                  {columns.map(name => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {answer.rows.map((row, index) => (
                  <tr key={index}>
                    {columns.map(name => (
                      <td key={name} className="slds-truncate">
                        {cellText(row[name])}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </div>
  )
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .filter(([name]) => name !== 'attributes')
    .map(([, inner]) => cellText(inner))
    .join(', ')
}
