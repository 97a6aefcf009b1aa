import type { DataTableColumn, DataTableModel, FieldDescription, ObjectDescription } from '@millrace/runtime'
import { ANY, type RecordValue, type Value } from '@millrace/values'
import { fieldValue } from '@millrace/runtime'
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { FieldEditor } from '../inputs/FieldEditor.tsx'
import { Button } from '../slds/Button.tsx'
import { Checkbox } from '../slds/Checkbox.tsx'
import { Floating } from '../slds/Floating.tsx'
import type { Formats } from './cellText.ts'

export interface CellEditorProps {
  table: DataTableModel
  record: RecordValue
  column: DataTableColumn
  formats: Formats
  anchor: HTMLElement | null
  /// `next`: Tab was pressed, and the next cell is wanted.
  onClose: (then: 'stay' | 'next') => void
}

/// The editor of one cell, over it. Enter or leaving it keeps what was typed as a draft, Escape gives it up. In a
/// selected row it offers to change all selected ones; those are applied with a button, so that it does not happen
/// by accident.
export default function CellEditor({ table, record, column, formats, anchor, onClose }: CellEditorProps) {
  const { object, field } = table.fieldOf(column) ?? undescribed(column, record)
  const before = currentValue(table, record, column)
  const [value, setValue] = useState<Value>(before)
  const [ofSelected, setOfSelected] = useState(false)
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const anchorRef = useRef(anchor)
  const latest = useRef(value)
  const isDone = useRef(false)
  const id = useId()
  const labels = useLabels()
  const selected = table.selectedCount
  const isMass = selected > 1 && record.id !== null && table.selectedIds.has(record.id)

  useLayoutEffect(() => {
    const inputs = box.current?.querySelectorAll<HTMLElement>(
      'input:not([type=hidden]), textarea, [contenteditable], select',
    )
    const first = inputs?.[0]
    first?.focus({ preventScroll: true })
    // Some inputs write their value in another form once they have the focus.
    const frame = requestAnimationFrame(() => first instanceof HTMLInputElement && first.select())
    return () => cancelAnimationFrame(frame)
  }, [])

  const change = (next: Value) => {
    latest.current = next
    setValue(next)
  }
  const finish = (keeps: boolean, then: 'stay' | 'next' = 'stay') => {
    if (isDone.current) return
    isDone.current = true
    const isNew = latest.current !== before
    if (keeps && unreadable === null && (isNew || ofSelected)) table.edit(record, column, latest.current, ofSelected)
    onClose(then)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // The grid below must not take the editor's keys for its own.
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      finish(false)
    } else if (event.key === 'Enter' && !isMass && event.target instanceof HTMLInputElement) {
      const hasList = event.target.getAttribute('aria-expanded') === 'true'
      if (hasList) return
      event.preventDefault()
      finish(true)
    } else if (event.key === 'Tab' && !isMass) {
      event.preventDefault()
      finish(true, event.shiftKey ? 'stay' : 'next')
    }
  }
  return (
    <Floating
      anchor={anchorRef}
      matchWidth
      className="millrace-cell-editor"
      onLeave={() => {
        // An editor's own list or calendar is no other place.
        if (!document.activeElement?.closest('.millrace-floating, .millrace-menu')) finish(!isMass)
      }}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The keys are those of the input inside. */}
      <div ref={box} role="group" aria-label={labels.editWhat(column.label)} onKeyDown={onKeyDown}>
        <div className={`slds-form-element ${unreadable === null ? '' : 'slds-has-error'}`}>
          <FieldEditor
            id={id}
            object={object}
            field={field}
            host={table.host}
            formats={formats}
            value={value}
            onChange={change}
            required={column.isRequired}
            assistiveLabel={column.label}
            hasProblem={unreadable !== null}
            onUnreadable={setUnreadable}
            controllingValue={controllingValue(table, record, field)}
            relatedName={column.type === 'lookup' ? column.idField && textAt(record, column.fieldName) : undefined}
          />
          {unreadable !== null && (
            <div className="slds-form-element__help" role="alert">
              {labels.noValueOf(unreadable, column.label)}
            </div>
          )}
        </div>
        {isMass && (
          <div className="millrace-mass-edit">
            <Checkbox label={labels.updateSelected(selected)} checked={ofSelected} onChange={setOfSelected} />
            <div className="millrace-button-row">
              <Button label={labels.cancel} onClick={() => finish(false)} />
              <Button label={labels.apply} variant="brand" onClick={() => finish(true)} />
            </div>
          </div>
        )}
      </div>
    </Floating>
  )
}

/// What the edit begins with: the draft's value, else the saved one, of the field that is changed.
function currentValue(table: DataTableModel, record: RecordValue, { editField }: DataTableColumn): Value {
  const draft = table.drafts.get(record.id ?? '')
  return draft?.has(editField) ? draft.get(editField) : fieldValue(record, editField)
}

function controllingValue(table: DataTableModel, record: RecordValue, { controllerName }: FieldDescription): Value {
  if (!controllerName) return null
  const draft = table.drafts.get(record.id ?? '')
  return draft?.has(controllerName) ? draft.get(controllerName) : fieldValue(record, controllerName)
}

const textAt = (record: RecordValue, fieldName: string): string => {
  const value = fieldValue(record, fieldName)
  return typeof value === 'string' ? value : ''
}

const REST_TYPES: Readonly<Record<string, string>> = {
  number: 'double',
  rating: 'double',
  progress: 'double',
  badge: 'string',
  text: 'string',
}

/// A field that the server says nothing of, as far as the column's type tells what it is.
function undescribed(
  column: DataTableColumn,
  record: RecordValue,
): { object: ObjectDescription; field: FieldDescription } {
  const { editField: name, label, type } = column
  const field: FieldDescription = { name, label, type: ANY, restType: REST_TYPES[type] ?? type }
  return { object: { name: record.objectName, label: record.objectName, fields: [field] }, field }
}
