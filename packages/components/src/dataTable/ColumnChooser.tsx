import type { DataTableModel } from '@millrace/runtime'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { ButtonIcon } from '../slds/ButtonIcon.tsx'
import { Checkbox } from '../slds/Checkbox.tsx'
import { Floating } from '../slds/Floating.tsx'

export interface ColumnChooserProps {
  table: DataTableModel
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
}

/// Which columns are shown and in what order.
export default function ColumnChooser({ table, anchor, onClose }: ColumnChooserProps) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => box.current?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true }), [])
  const { allColumns } = table
  const labels = useLabels()
  return (
    <Floating anchor={anchor} className="slds-popover millrace-popover" onLeave={onClose}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it from every control inside. */}
      <div
        ref={box}
        role="dialog"
        aria-label={labels.columns}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          onClose()
          anchor.current?.querySelector<HTMLElement>('button')?.focus()
        }}
      >
        <h3 className="slds-text-title_bold slds-m-bottom_x-small">{labels.columns}</h3>
        <ul className="millrace-column-list">
          {allColumns.map((column, position) => (
            <li key={column.key}>
              <Checkbox
                label={column.label || column.key}
                checked={!column.isHidden}
                disabled={!column.isHidden && table.columns.length === 1}
                onChange={isShown => table.showColumn(column.key, isShown)}
              />
              <ButtonIcon
                iconName="utility:arrowup"
                assistiveText={labels.moveUp(column.label)}
                size="x-small"
                disabled={position === 0}
                onClick={() => table.moveColumn(column.key, position - 1)}
              />
              <ButtonIcon
                iconName="utility:arrowdown"
                assistiveText={labels.moveDown(column.label)}
                size="x-small"
                disabled={position === allColumns.length - 1}
                onClick={() => table.moveColumn(column.key, position + 1)}
              />
            </li>
          ))}
        </ul>
      </div>
    </Floating>
  )
}
