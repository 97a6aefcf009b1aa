import type { DataTableModel } from '@millrace/runtime'
import { useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Button } from '../slds/Button.tsx'
import { ButtonIcon } from '../slds/ButtonIcon.tsx'
import { draftOf, type FilterDraft, FilterFields, filterOf } from './FilterFields.tsx'

export interface FilterPanelProps {
  table: DataTableModel
  locale: string
  timeZone: string
  onClose: () => void
}

/// The filters of all columns beside the table, applied together.
export default function FilterPanel({ table, locale, timeZone, onClose }: FilterPanelProps) {
  const labels = useLabels()
  const columns = table.allColumns.filter(({ filterable }) => filterable)
  const [changed, setChanged] = useState<ReadonlyMap<string, FilterDraft>>(new Map())
  const draftFor = (position: number): FilterDraft => {
    const column = columns[position]!
    const present = table.filters.find(({ fieldName }) => fieldName === column.fieldName)
    return changed.get(column.key) ?? draftOf(column, present)
  }
  return (
    <form
      className="millrace-filter-panel"
      aria-label={labels.filters}
      onSubmit={event => {
        event.preventDefault()
        table.setFilters(columns.flatMap((column, position) => filterOf(column, draftFor(position)) ?? []))
        setChanged(new Map())
      }}
    >
      <div className="millrace-filter-panel-head">
        <h3 className="slds-text-heading_small">{labels.filters}</h3>
        <ButtonIcon iconName="utility:close" assistiveText={labels.closeFilters} onClick={onClose} />
      </div>
      <div className="millrace-filter-panel-body">
        {columns.map((column, position) => (
          <fieldset key={column.key} className="millrace-filter">
            <legend className="slds-text-title_bold">{column.label}</legend>
            <FilterFields
              column={column}
              draft={draftFor(position)}
              locale={locale}
              timeZone={timeZone}
              onChange={draft => setChanged(new Map(changed).set(column.key, draft))}
            />
          </fieldset>
        ))}
      </div>
      <div className="millrace-button-row millrace-popover-buttons">
        <Button
          label={labels.clearAll}
          disabled={table.filters.length === 0 && changed.size === 0}
          onClick={() => {
            setChanged(new Map())
            if (table.filters.length > 0) table.setFilters([])
          }}
        />
        <button type="submit" className="slds-button slds-button_brand">
          {labels.apply}
        </button>
      </div>
    </form>
  )
}
