import type { ObjectDescription } from '@millrace/runtime'
import { useId, useState } from 'react'
import { Button } from '../../../slds/Button.tsx'
import { ButtonIcon } from '../../../slds/ButtonIcon.tsx'
import { FormElement } from '../../../slds/FormElement.tsx'
import { ScopedNotification } from '../../../slds/ScopedNotification.tsx'
import { Select } from '../../../slds/Select.tsx'
import type { PageLabels } from '../../labels/en.ts'
import { hasField } from '../../standard/objectFields.ts'
import { OPERATIONS, operationsFor } from './listFilters.ts'
import type { ListFilter, ListView } from './listViews.ts'

export interface ListFiltersProps {
  object: ObjectDescription
  view: ListView
  labels: PageLabels
  onSave: (view: ListView) => Promise<void>
  onClose: () => void
}

/// The filters of a list view, beside it. Those of one that is not the reader's are shown, not changed.
export function ListFilters({ object, view, labels, onSave, onClose }: ListFiltersProps) {
  const [draft, setDraft] = useState(view)
  const [isBusy, setBusy] = useState(false)
  const logicId = useId()
  const { filters, filterLogic, scope } = draft
  const isChanged = JSON.stringify(draft) !== JSON.stringify(view)
  const set = (filters: readonly ListFilter[]) => setDraft({ ...draft, filters })
  const fields = object.fields
    .filter(({ restType = '' }) => !['address', 'location', 'base64', 'textarea', 'anytype'].includes(restType))
    .toSorted((a, b) => a.label.localeCompare(b.label))
  const first = fields.find(({ isNameField }) => isNameField) ?? fields[0]
  const save = async () => {
    setBusy(true)
    await onSave(draft)
    setBusy(false)
  }
  return (
    <section className="slds-card millrace-list-filters" aria-label={labels.filters}>
      <div className="millrace-list-filters-head">
        <h2 className="slds-text-heading_small">{labels.filters}</h2>
        <ButtonIcon iconName="utility:close" assistiveText={labels.cancel} onClick={onClose} />
      </div>
      {!view.isMine && <ScopedNotification variant="info">{labels.notMyList}</ScopedNotification>}
      <fieldset disabled={!view.isMine} className="millrace-list-filters-body">
        <legend className="slds-assistive-text">{labels.filters}</legend>
        {scope !== 'recent' && hasField(object, 'OwnerId') && (
          <Select
            label={labels.filterByOwner}
            value={scope}
            options={[
              { value: 'everything', label: labels.allRecords },
              { value: 'mine', label: labels.myRecords },
            ]}
            onChange={value => setDraft({ ...draft, scope: value === 'mine' ? 'mine' : 'everything' })}
          />
        )}
        {filters.map((filter, i) => (
          <Filter
            key={i}
            number={i + 1}
            filter={filter}
            fields={fields}
            labels={labels}
            onChange={changed => set(filters.map((other, j) => (j === i ? changed : other)))}
            onRemove={() => setDraft({ ...draft, filters: filters.filter((_, j) => j !== i), filterLogic: '' })}
          />
        ))}
        {filters.length > 1 && (
          <FormElement id={logicId} label={labels.filterLogic} help={labels.filterLogicHelp}>
            <input
              id={logicId}
              className="slds-input"
              value={filterLogic}
              onChange={event => setDraft({ ...draft, filterLogic: event.target.value })}
            />
          </FormElement>
        )}
        <div className="millrace-button-row">
          <Button
            label={labels.addFilter}
            disabled={!first}
            onClick={() => first && set([...filters, { field: first.name, operation: 'equals', value: '' }])}
          />
          {filters.length > 0 && (
            <Button label={labels.removeAll} onClick={() => setDraft({ ...draft, filters: [], filterLogic: '' })} />
          )}
        </div>
      </fieldset>
      {view.isMine && (
        <div className="millrace-button-row millrace-list-filters-foot">
          <Button label={labels.cancel} disabled={!isChanged} onClick={() => setDraft(view)} />
          <Button label={labels.save} variant="brand" disabled={!isChanged} busy={isBusy} onClick={() => void save()} />
        </div>
      )}
    </section>
  )
}

interface FilterProps {
  number: number
  filter: ListFilter
  fields: ObjectDescription['fields']
  labels: PageLabels
  onChange: (filter: ListFilter) => void
  onRemove: () => void
}

function Filter({ number, filter, fields, labels, onChange, onRemove }: FilterProps) {
  const id = useId()
  const field = fields.find(({ name }) => name === filter.field)
  const operations = field ? operationsFor(field) : OPERATIONS
  return (
    <fieldset className="millrace-list-filter">
      <legend className="slds-text-title_bold">
        {labels.filterNumber(String(number))}
        <ButtonIcon
          iconName="utility:delete"
          assistiveText={labels.removeFilter(String(number))}
          size="small"
          onClick={onRemove}
        />
      </legend>
      <Select
        label={labels.field}
        value={filter.field}
        options={[
          ...(field ? [] : [{ value: filter.field, label: filter.field }]),
          ...fields.map(({ name, label }) => ({ value: name, label })),
        ]}
        onChange={name => onChange({ field: name, operation: 'equals', value: '' })}
      />
      <Select
        label={labels.operator}
        value={filter.operation}
        options={operations.map(value => ({ value, label: labels[value] }))}
        onChange={operation => onChange({ ...filter, operation })}
      />
      {field?.picklistValues && filter.operation !== 'contains' ? (
        <Select
          label={labels.value}
          value={filter.value}
          options={[
            { value: '', label: '–' },
            ...(field.picklistValues.some(({ value }) => value === filter.value) || filter.value === ''
              ? []
              : [{ value: filter.value, label: filter.value }]),
            ...field.picklistValues.map(({ value, label }) => ({ value, label })),
          ]}
          onChange={value => onChange({ ...filter, value })}
        />
      ) : (
        <FormElement id={id} label={labels.value} help={labels.valueHelp}>
          <input
            id={id}
            className="slds-input"
            value={filter.value}
            onChange={event => onChange({ ...filter, value: event.target.value })}
          />
        </FormElement>
      )}
    </fieldset>
  )
}
