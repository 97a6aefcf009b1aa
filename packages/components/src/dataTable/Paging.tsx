import type { DataTableModel } from '@millrace/runtime'
import { useId } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { ButtonIcon } from '../slds/ButtonIcon.tsx'

const SIZES = [10, 25, 50, 100, 200, 500]

/// The pages of a table: which rows are shown, how many there are, and the way to the others.
export function Paging({ table, count }: { table: DataTableModel; count: (value: number) => string }) {
  const id = useId()
  const labels = useLabels()
  const { page, pageSize, rows, totalSize } = table
  const pages = totalSize === undefined ? undefined : Math.max(1, Math.ceil(totalSize / pageSize))
  const first = (page - 1) * pageSize + 1
  const isFirst = page <= 1
  const isLast = pages === undefined ? rows.length < pageSize : page >= pages
  const sizes = SIZES.includes(pageSize) ? SIZES : [...SIZES, pageSize].sort((a, b) => a - b)
  return (
    <nav className="millrace-paging" aria-label={labels.pagesOf(table.title)}>
      <span className="millrace-page-size">
        <label htmlFor={id}>{labels.rowsPerPage}</label>
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
        {labels.rangeOf(
          rows.length === 0 ? '0' : `${count(first)}–${count(first + rows.length - 1)}`,
          totalSize === undefined ? undefined : count(totalSize),
        )}
      </span>
      <span className="millrace-page-buttons">
        <PageButton icon="utility:left" label={labels.firstPage} disabled={isFirst} onClick={() => table.goToPage(1)} />
        <PageButton
          icon="utility:chevronleft"
          label={labels.previousPage}
          disabled={isFirst}
          onClick={() => table.goToPage(page - 1)}
        />
        <span>{labels.pageOf(count(page), pages === undefined ? undefined : count(pages))}</span>
        <PageButton
          icon="utility:chevronright"
          label={labels.nextPage}
          disabled={isLast}
          onClick={() => table.goToPage(page + 1)}
        />
        <PageButton
          icon="utility:right"
          label={labels.lastPage}
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
