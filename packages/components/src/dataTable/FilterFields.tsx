import {
  DATE_RANGES,
  type DataTableColumn,
  type DataTableFilter,
  type FilterOperator,
  filterValueText,
  isNumberType,
  operatorsFor,
  parseFilterValue,
} from '@millrace/runtime'
import { DateValue, type Value } from '@millrace/values'
import { useId } from 'react'
import { DateEditor } from '../inputs/DateEditor.tsx'
import { useLabels } from '../labels/Localized.tsx'
import { Checkbox } from '../slds/Checkbox.tsx'
import { Select } from '../slds/Select.tsx'
import { rangeLabel } from './filterWords.ts'

/// What somebody is about to filter a column by.
export interface FilterDraft {
  readonly operator: FilterOperator
  readonly text: string
}

export const draftOf = (column: DataTableColumn, filter: DataTableFilter | undefined): FilterDraft =>
  filter
    ? { operator: filter.operator, text: filterValueText(filter) }
    : { operator: operatorsFor(column)[0] ?? 'eq', text: '' }

/// The filter that a draft stands for; undefined while it has no value.
export function filterOf(column: DataTableColumn, { operator, text }: FilterDraft): DataTableFilter | undefined {
  const value: Value | undefined = parseFilterValue(column, operator, text)
  return value === undefined ? undefined : { fieldName: column.fieldName, operator, value }
}

interface FilterFieldsProps {
  column: DataTableColumn
  draft: FilterDraft
  locale: string
  timeZone: string
  onChange: (draft: FilterDraft) => void
}

/// The operator and the value of one column's filter: what is offered fits the column.
export function FilterFields({ column, draft, locale, timeZone, onChange }: FilterFieldsProps) {
  const labels = useLabels()
  const { operator } = draft
  const operators = operatorsFor(column)
  return (
    <>
      {operators.length > 1 && (
        <Select
          label={labels.operatorFor(column.label)}
          value={operator}
          options={operators.map(value => ({ value, label: labels.filterOperators[value] }))}
          onChange={next => {
            const chosen = operators.find(candidate => candidate === next) ?? operator
            onChange({ operator: chosen, text: isSameKind(operator, chosen) ? draft.text : '' })
          }}
        />
      )}
      <ValueField {...{ column, draft, locale, timeZone, onChange }} />
    </>
  )
}

function ValueField({ column, draft, locale, timeZone, onChange }: FilterFieldsProps) {
  const id = useId()
  const labels = useLabels()
  const { operator, text } = draft
  const set = (next: string) => onChange({ operator, text: next })
  if (operator === 'blank' || operator === 'notBlank') return null
  if (operator === 'in' || operator === 'nin') {
    const chosen = text === '' ? [] : text.split(';')
    return (
      <fieldset className="millrace-filter-options">
        <legend className="slds-assistive-text">{labels.valueOf(column.label)}</legend>
        {column.options.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={isChosen =>
              set((isChosen ? [...chosen, value] : chosen.filter(other => other !== value)).join(';'))
            }
          />
        ))}
      </fieldset>
    )
  }
  if (column.type === 'boolean')
    return (
      <Select
        label={labels.valueOf(column.label)}
        value={text}
        options={[
          { value: '', label: labels.any },
          { value: 'true', label: labels.yes },
          { value: 'false', label: labels.no },
        ]}
        onChange={set}
      />
    )
  if (operator === 'during')
    return (
      <Select
        label={labels.valueOf(column.label)}
        value={text}
        options={[
          { value: '', label: labels.anyTime },
          ...RANGES.map(value => ({ value, label: rangeLabel(value, labels) })),
        ]}
        onChange={set}
      />
    )
  if (column.type === 'date' || column.type === 'datetime')
    return (
      <div className="slds-form-element">
        <label className="slds-form-element__label" htmlFor={id}>
          {labels.valueOf(column.label)}
        </label>
        <DateEditor
          id={id}
          locale={locale}
          timeZone={timeZone}
          value={DateValue.parse(text) ?? null}
          onChange={date => set(date ? date.toString() : '')}
        />
      </div>
    )
  return (
    <div className="slds-form-element">
      <label className="slds-form-element__label" htmlFor={id}>
        {labels.valueOf(column.label)}
      </label>
      <div className="slds-form-element__control">
        <input
          id={id}
          className="slds-input"
          type={isNumberType(column.type) || column.type === 'rating' || column.type === 'progress' ? 'number' : 'text'}
          step="any"
          value={text}
          onChange={event => set(event.target.value)}
        />
      </div>
    </div>
  )
}

const RANGES = [...Object.keys(DATE_RANGES), 'LAST_N_DAYS:7', 'LAST_N_DAYS:30', 'LAST_N_DAYS:90', 'NEXT_N_DAYS:30']

const KINDS: Partial<Record<FilterOperator, string>> = { in: 'list', nin: 'list', during: 'range' }

const isSameKind = (a: FilterOperator, b: FilterOperator): boolean => KINDS[a] === KINDS[b]
