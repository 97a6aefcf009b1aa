import type { DataTableAction, DataTableColumn } from '@millrace/runtime'
import { fieldValue } from '@millrace/runtime'
import type { RecordValue, Value } from '@millrace/values'
import { memo } from 'react'
import { Checkbox } from '../slds/Checkbox.tsx'
import { Menu } from '../slds/Menu.tsx'
import { Radio } from '../slds/Radio.tsx'
import { Cell } from './Cell.tsx'
import { isNumberColumn } from './cellText.ts'

/// How rows are selected: one at a time with radio buttons, several with checkboxes, or not at all.
export type SelectionMode = 'none' | 'one' | 'many'

export interface PrintedColumn extends DataTableColumn {
  readonly print: (value: Value) => string
}

/// What a row does; the functions stay the same between renderings so that unchanged rows are skipped.
export interface RowCommands {
  select(id: string, isSelected: boolean): void
  act(name: string, record: RecordValue): void
}

export interface RowProps {
  record: RecordValue
  index: number
  columns: readonly PrintedColumn[]
  selectionMode: SelectionMode
  /// Radio buttons of one table share it.
  groupName: string
  isSelected: boolean
  /// The cell that has the keyboard's position, or -1 where that is another row.
  activeCell: number
  rowActions: readonly DataTableAction[]
  isBusy: boolean
  commands: RowCommands
}

/// One record. Cells carry `data-cell`, which is how the keyboard finds them.
export const Row = memo(function Row({ record, index, columns, isSelected, activeCell, commands, ...props }: RowProps) {
  const { selectionMode, rowActions } = props
  const id = record.id ?? String(index)
  const offset = selectionMode === 'none' ? 0 : 1
  const tabIndex = (cell: number) => (cell === activeCell ? 0 : -1)
  return (
    <tr
      data-index={index}
      data-record-id={record.id}
      aria-rowindex={index + 2}
      aria-selected={selectionMode === 'none' ? undefined : isSelected}
      className={`slds-hint-parent ${isSelected ? 'slds-is-selected' : ''}`}
    >
      {selectionMode === 'many' && (
        <td data-cell={0} className="millrace-select-cell">
          <Checkbox
            label={`Select ${rowName(record, index, columns)}`}
            hideLabel
            checked={isSelected}
            tabIndex={tabIndex(0)}
            onChange={checked => commands.select(id, checked)}
          />
        </td>
      )}
      {selectionMode === 'one' && (
        <td data-cell={0} className="millrace-select-cell">
          <Radio
            label={`Select ${rowName(record, index, columns)}`}
            name={props.groupName}
            checked={isSelected}
            tabIndex={tabIndex(0)}
            onSelect={() => commands.select(id, true)}
          />
        </td>
      )}
      {columns.map((column, position) => (
        <DataCell
          key={position}
          column={column}
          value={fieldValue(record, column.fieldName)}
          cell={position + offset}
          tabIndex={tabIndex(position + offset)}
          isHeader={position === 0}
        />
      ))}
      {rowActions.length > 0 && (
        <td data-cell={columns.length + offset} className="millrace-action-cell">
          <Menu
            items={rowActions}
            onSelect={name => commands.act(name, record)}
            button={{
              iconName: 'utility:down',
              assistiveText: `Actions for ${rowName(record, index, columns)}`,
              variant: 'border-filled',
              size: 'x-small',
              busy: props.isBusy,
              tabIndex: tabIndex(columns.length + offset),
            }}
          />
        </td>
      )}
    </tr>
  )
})

interface DataCellProps {
  column: PrintedColumn
  value: Value
  cell: number
  tabIndex: number
  isHeader: boolean
}

function DataCell({ column, value, cell, tabIndex, isHeader }: DataCellProps) {
  const text = column.print(value)
  const isLink = text !== '' && (column.type === 'email' || column.type === 'phone' || column.type === 'url')
  const attributes = {
    'data-cell': cell,
    'data-label': column.label,
    // A link takes the keyboard's position itself.
    tabIndex: isLink ? undefined : tabIndex,
    className: isNumberColumn(column.type) ? 'slds-text-align_right' : undefined,
  }
  const content = <Cell type={column.type} value={value} text={text} tabIndex={tabIndex} />
  return isHeader ? (
    <th scope="row" {...attributes}>
      {content}
    </th>
  ) : (
    <td {...attributes}>{content}</td>
  )
}

// The first column tells a person which row is meant; a row number is what is left without one.
function rowName(record: RecordValue, index: number, columns: readonly PrintedColumn[]): string {
  const [first] = columns
  return (first && first.print(fieldValue(record, first.fieldName))) || `item ${index + 1}`
}
