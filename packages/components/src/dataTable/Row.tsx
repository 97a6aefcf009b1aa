import type { CellError, DataTableAction, DataTableColumn } from '@millrace/runtime'
import { fieldValue } from '@millrace/runtime'
import type { RecordValue, Value } from '@millrace/values'
import { type CSSProperties, memo, type ReactNode } from 'react'
import type { Labels } from '../labels/en.ts'
import { Button, buttonVariant } from '../slds/Button.tsx'
import { ButtonIcon } from '../slds/ButtonIcon.tsx'
import { Checkbox } from '../slds/Checkbox.tsx'
import { IconDrawing } from '../slds/Icon.tsx'
import { Menu } from '../slds/Menu.tsx'
import { Radio } from '../slds/Radio.tsx'
import { Cell, isLink } from './Cell.tsx'

/// How rows are selected: one at a time with radio buttons, several with checkboxes, or not at all.
export type SelectionMode = 'none' | 'one' | 'many'

export interface PrintedColumn extends DataTableColumn {
  readonly print: (value: Value, record?: RecordValue) => string
}

/// Where the columns of one table stand: before the data there may be a row number and a checkbox, behind it the
/// row's actions.
export interface Grid {
  /// Here, so that not every cell asks for them.
  readonly labels: Labels
  readonly columns: readonly PrintedColumn[]
  readonly selectionMode: SelectionMode
  readonly hasRowNumbers: boolean
  readonly hasRowActions: boolean
  /// How many cells come before the first column.
  readonly offset: number
  /// By cell: how far from the left a frozen one stays.
  readonly frozenAt: readonly (number | undefined)[]
}

/// What a row does; the functions stay the same between renderings so that unchanged rows are skipped.
export interface RowCommands {
  select(id: string, isSelected: boolean, isRange: boolean): void
  act(name: string, record: RecordValue): void
  clickCell(name: string, record: RecordValue): void
  clickRow(record: RecordValue): void
  actionsFor(record: RecordValue, actions: readonly DataTableAction[]): readonly DataTableAction[]
  colorOf(column: DataTableColumn, record: RecordValue, value: Value): string | undefined
  cellValue(record: RecordValue, column: DataTableColumn): Value
  isCellBusy(name: string, id: string): boolean
  edit(record: RecordValue, column: DataTableColumn): void
}

export interface RowProps {
  record: RecordValue
  /// Its line, and its number as people count.
  index: number
  number: number
  grid: Grid
  /// Radio buttons of one table share it.
  groupName: string
  isSelected: boolean
  /// The cell that has the keyboard's position, or -1 where that is another row.
  activeCell: number
  rowActions: readonly DataTableAction[]
  isBusy: boolean
  /// What was typed into the row; a new object with each change.
  draft: RecordValue | undefined
  errors: readonly CellError[]
  /// Changes when a button in a cell becomes busy or is done.
  busyCells: string
  hasClick: boolean
  commands: RowCommands
}

/// One record. Cells carry `data-cell`, which is how the keyboard finds them.
export const Row = memo(function Row({ record, index, grid, isSelected, activeCell, commands, ...props }: RowProps) {
  const { selectionMode, columns, offset } = grid
  const id = record.id ?? String(index)
  const tabIndex = (cell: number) => (cell === activeCell ? 0 : -1)
  const { labels } = grid
  const name = rowName(record, props.number, columns, labels)
  const selectCell = grid.hasRowNumbers ? 1 : 0
  return (
    // The row's own click is a second way to what its cells offer to the keyboard.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <tr
      data-index={index}
      data-record-id={record.id}
      aria-rowindex={index + 2}
      aria-selected={selectionMode === 'none' ? undefined : isSelected}
      className={`slds-hint-parent ${isSelected ? 'slds-is-selected' : ''} ${props.hasClick ? 'millrace-clickable-row' : ''}`}
      onClick={props.hasClick ? event => isPlain(event.target) && commands.clickRow(record) : undefined}
    >
      {grid.hasRowNumbers && (
        <td data-cell={0} tabIndex={tabIndex(0)} {...frozen(grid, 0, 'millrace-number-cell')}>
          {props.number}
        </td>
      )}
      {selectionMode === 'many' && (
        <td data-cell={selectCell} {...frozen(grid, selectCell, 'millrace-select-cell')}>
          <Checkbox
            label={labels.select(name)}
            hideLabel
            checked={isSelected}
            tabIndex={tabIndex(selectCell)}
            onChange={(checked, isRange) => commands.select(id, checked, isRange)}
          />
        </td>
      )}
      {selectionMode === 'one' && (
        <td data-cell={selectCell} {...frozen(grid, selectCell, 'millrace-select-cell')}>
          <Radio
            label={labels.select(name)}
            name={props.groupName}
            checked={isSelected}
            tabIndex={tabIndex(selectCell)}
            onSelect={() => commands.select(id, true, false)}
          />
        </td>
      )}
      {columns.map((column, position) => (
        <DataCell
          key={column.key}
          column={column}
          record={record}
          rowName={name}
          grid={grid}
          cell={position + offset}
          tabIndex={tabIndex(position + offset)}
          isHeader={position === 0}
          isDraft={props.draft?.has(column.editField) === true}
          errors={props.errors}
          commands={commands}
        />
      ))}
      {grid.hasRowActions && (
        <td data-cell={columns.length + offset} className="millrace-action-cell">
          <RowMenu
            record={record}
            label={labels.actionsFor(name)}
            actions={props.rowActions}
            busy={props.isBusy}
            tabIndex={tabIndex(columns.length + offset)}
            actionsFor={commands.actionsFor}
            onSelect={action => commands.act(action, record)}
          />
        </td>
      )}
    </tr>
  )
})

// A click on a control is the control's.
const isPlain = (target: EventTarget): boolean =>
  target instanceof Element && !target.closest('a, button, input, label, .millrace-select-cell')

interface DataCellProps {
  column: PrintedColumn
  record: RecordValue
  rowName: string
  grid: Grid
  cell: number
  tabIndex: number
  isHeader: boolean
  isDraft: boolean
  errors: readonly CellError[]
  commands: RowCommands
}

function DataCell({ column, record, rowName: name, grid, cell, tabIndex, isHeader, isDraft, ...props }: DataCellProps) {
  const { commands, errors } = props
  const { labels } = grid
  const value = commands.cellValue(record, column)
  const text = column.print(value, record)
  const recordId = idAt(record, column)
  const control = controlOf(column, record, name, text, tabIndex, commands, labels)
  const error = errors.find(({ fieldName }) => fieldName === column.editField)
  const rowError = isHeader
    ? errors.find(({ fieldName }) => !grid.columns.some(one => one.editField === fieldName))
    : undefined
  const message = error?.message ?? rowError?.message
  const takesFocus = control !== undefined || (!column.editable && isLink(column, text, recordId))
  const look = [
    column.alignment === 'left' ? '' : `slds-text-align_${column.alignment}`,
    column.editable ? 'slds-cell-edit millrace-editable' : '',
    isDraft ? 'slds-is-edited' : '',
    error ? 'slds-has-error' : '',
  ].join(' ')
  const attributes = {
    'data-cell': cell,
    'data-label': column.label,
    'aria-readonly': column.editable ? undefined : (true as const),
    'aria-invalid': message ? (true as const) : undefined,
    // A link or button takes the keyboard's position itself.
    tabIndex: takesFocus ? undefined : tabIndex,
    onDoubleClick: column.editable ? () => commands.edit(record, column) : undefined,
    ...frozen(grid, cell, look),
  }
  const content = control ?? (
    <>
      {message && (
        <span className="millrace-cell-error" title={message}>
          <IconDrawing name="utility:error" className="slds-icon slds-icon_xx-small slds-icon-text-error" />
          <span className="slds-assistive-text">{message}</span>
        </span>
      )}
      <Cell
        labels={labels}
        column={column}
        value={value}
        text={text}
        color={column.colorRules.length > 0 ? commands.colorOf(column, record, value) : undefined}
        recordId={recordId}
        tabIndex={takesFocus ? tabIndex : -1}
      />
      {column.editable && (
        <button
          type="button"
          tabIndex={-1}
          className="slds-button slds-button_icon slds-cell-edit__button millrace-edit-button"
          title={labels.editWhat(`${column.label}: ${name}`)}
          onClick={() => commands.edit(record, column)}
        >
          <IconDrawing name="utility:edit" className="slds-button__icon slds-button__icon_hint" />
          <span className="slds-assistive-text">{labels.editWhat(`${column.label}: ${name}`)}</span>
        </button>
      )}
    </>
  )
  return isHeader ? (
    <th scope="row" {...attributes}>
      {content}
    </th>
  ) : (
    <td {...attributes}>{content}</td>
  )
}

/// The Id of the record that a cell's text is the name of: of the lookup field, or of the parent itself.
function idAt(record: RecordValue, { type, idField, fieldName }: DataTableColumn): string | undefined {
  if (type !== 'lookup' && type !== 'avatar') return undefined
  const parent = fieldName.split('.').slice(0, -1)
  const id = fieldValue(record, idField) ?? (parent.length > 0 ? fieldValue(record, [...parent, 'Id']) : null)
  return typeof id === 'string' && /^\w{15,18}$/.test(id) ? id : undefined
}

function controlOf(
  column: DataTableColumn,
  record: RecordValue,
  name: string,
  text: string,
  tabIndex: number,
  commands: RowCommands,
  labels: Labels,
): ReactNode {
  const label = column.fieldName === '' ? column.label : text || column.label
  const busy = commands.isCellBusy(column.name, record.id ?? '')
  const click = () => commands.clickCell(column.name, record)
  switch (column.type) {
    case 'button':
      return (
        <Button
          label={label}
          iconName={column.iconName || undefined}
          variant={buttonVariant(column.variant)}
          busy={busy}
          tabIndex={tabIndex}
          onClick={click}
        />
      )
    case 'buttonIcon':
      return (
        <ButtonIcon
          iconName={column.iconName || 'utility:play'}
          assistiveText={`${column.label}: ${name}`}
          variant="border-filled"
          size="x-small"
          busy={busy}
          tabIndex={tabIndex}
          onClick={click}
        />
      )
    case 'action':
      return (
        <RowMenu
          record={record}
          label={`${column.label || labels.actions}: ${name}`}
          actions={column.actions}
          busy={column.actions.some(action => commands.isCellBusy(action.name, record.id ?? ''))}
          tabIndex={tabIndex}
          actionsFor={commands.actionsFor}
          onSelect={action => commands.clickCell(action, record)}
        />
      )
    default:
      return undefined
  }
}

interface RowMenuProps {
  record: RecordValue
  label: string
  actions: readonly DataTableAction[]
  busy: boolean
  tabIndex: number
  actionsFor: RowCommands['actionsFor']
  onSelect: (name: string) => void
}

function RowMenu({ record, label, actions, busy, tabIndex, actionsFor, onSelect }: RowMenuProps) {
  const own = actionsFor(record, actions)
  if (own.length === 0) return null
  return (
    <Menu
      items={own}
      onSelect={onSelect}
      button={{
        iconName: 'utility:down',
        assistiveText: label,
        variant: 'border-filled',
        size: 'x-small',
        busy,
        tabIndex,
      }}
    />
  )
}

/// The class and place of a cell: a frozen one stays where it is while the others scroll.
export function frozen(grid: Grid, cell: number, className = ''): { className?: string; style?: CSSProperties } {
  const at = grid.frozenAt[cell]
  const names = at === undefined ? className.trim() : `${className} millrace-frozen`.trim()
  return {
    ...(names === '' ? {} : { className: names }),
    ...(at === undefined ? {} : { style: { insetInlineStart: at } }),
  }
}

// The first column tells a person which row is meant; a row number is what is left without one.
function rowName(record: RecordValue, number: number, columns: readonly PrintedColumn[], labels: Labels): string {
  const [first] = columns
  return (first && first.print(fieldValue(record, first.fieldName), record)) || labels.itemAt(number)
}
