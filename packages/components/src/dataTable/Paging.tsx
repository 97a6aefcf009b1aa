import type { DataTableModel } from '@millrace/runtime'
import { useId } from 'react'
import { ButtonIcon } from '../slds/ButtonIcon.tsx'

const SIZES = [10, 25, 50, 100, 200, 500]

/// The pages of a table: which rows are shown, how many there are, and the way to the others.
export function Paging({ table, count }: { table: DataTableModel; count: (value: number) => string }) {
  const id = useId()
  const { page, pageSize, rows, totalSize } = table
  const pages = totalSize === undefined ? undefined : Math.max(1, Math.ceil(totalSize / pageSize))
  const first = (page - 1) * pageSize + 1
  const isFirst = page <= 1
  const isLast = pages === undefined ? rows.length < pageSize : page >= pages
  const sizes = SIZES.includes(pageSize) ? SIZES : [...SIZES, pageSize].sort((a, b) => a - b)
  return (
    <nav className="millrace-paging" aria-label={`Pages of ${table.title || 'the table'}`}>
      <span className="millrace-page-size">
        <label htmlFor={id}>Rows per page</label>
        <select
          id={id}
          className="slds-select"
          value={pageSize}
          onChange={event => table.setPageSize(Number(event.target.value))}
        >
          {sizes.map(size => (
            <option key={size} value={size}>
              {size}
            </option>
          ))}
        </select>
      </span>
      <span>
        {rows.length === 0 ? '0' : `${count(first)}–${count(first + rows.length - 1)}`} of{' '}
        {totalSize === undefined ? 'many' : count(totalSize)}
      </span>
      <span className="millrace-page-buttons">
        <PageButton icon="utility:left" label="First page" disabled={isFirst} onClick={() => table.goToPage(1)} />
        <PageButton
          icon="utility:chevronleft"
          label="Previous page"
          disabled={isFirst}
          onClick={() => table.goToPage(page - 1)}
        />
        <span>
          Page {count(page)}
          {pages === undefined ? '' : ` of ${count(pages)}`}
        </span>
        <PageButton
          icon="utility:chevronright"
          label="Next page"
          disabled={isLast}
          onClick={() => table.goToPage(page + 1)}
        />
        <PageButton
          icon="utility:right"
          label="Last page"
          disabled={isLast || pages === undefined}
          onClick={() => pages !== undefined && table.goToPage(pages)}
        />
      </span>
    </nav>
  )
}

interface PageButtonProps {
  icon: string
  label: string
  disabled: boolean
  onClick: () => void
}

function PageButton({ icon, label, disabled, onClick }: PageButtonProps) {
  return (
    <ButtonIcon
      iconName={icon}
      assistiveText={label}
      variant="border-filled"
      size="small"
      disabled={disabled}
      onClick={onClick}
    />
  )
}
