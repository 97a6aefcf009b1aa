import type { DataTableColumn, DataTableModel } from '@millrace/runtime'
import { useLayoutEffect, useRef, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Button } from '../slds/Button.tsx'
import { Floating } from '../slds/Floating.tsx'
import { draftOf, FilterFields, filterOf } from './FilterFields.tsx'

export interface FilterPopoverProps {
  table: DataTableModel
  column: DataTableColumn
  anchor: HTMLElement
  locale: string
  timeZone: string
  onClose: () => void
}

/// The filter of one column, beside its header.
export default function FilterPopover({ table, column, anchor, locale, timeZone, onClose }: FilterPopoverProps) {
  const present = table.filters.find(({ fieldName }) => fieldName === column.fieldName)
  const [draft, setDraft] = useState(() => draftOf(column, present))
  const anchorRef = useRef(anchor)
  const labels = useLabels()
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>('select, input')?.focus({ preventScroll: true }), [])
  const close = () => {
    onClose()
    anchor.querySelector<HTMLElement>('button')?.focus()
  }
  return (
    <Floating
      anchor={anchorRef}
      className="slds-popover millrace-popover"
      onLeave={() => {
        if (!document.activeElement?.closest('.millrace-floating')) onClose()
      }}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it from every field. */}
      <form
        ref={form}
        aria-label={labels.filterBy(column.label)}
        onKeyDown={event => {
          event.stopPropagation()
          if (event.key === 'Escape') close()
        }}
        onSubmit={event => {
          event.preventDefault()
          table.setFilter(column.fieldName, filterOf(column, draft))
          close()
        }}
      >
        <FilterFields column={column} draft={draft} locale={locale} timeZone={timeZone} onChange={setDraft} />
        <div className="millrace-button-row millrace-popover-buttons">
          {present && (
            <Button
              label={labels.clear}
              onClick={() => {
                table.setFilter(column.fieldName, undefined)
                close()
              }}
            />
          )}
          <button type="submit" className="slds-button slds-button_brand">
            {labels.apply}
          </button>
        </div>
      </form>
    </Floating>
  )
}
