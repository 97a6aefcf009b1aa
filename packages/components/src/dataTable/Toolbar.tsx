import type { DataTableModel } from '@millrace/runtime'
import { lazy, Suspense, useContext, useEffect, useId, useRef, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { IconDrawing } from '../slds/Icon.tsx'
import { Menu, type MenuItem } from '../slds/Menu.tsx'
import { ButtonIcon } from '../slds/ButtonIcon.tsx'
import { Pill } from '../slds/Pill.tsx'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import type { ExportFormat } from './tableExport.ts'

const ColumnChooser = lazy(() => import('./ColumnChooser.tsx'))

interface ToolbarProps {
  table: DataTableModel
  isPanelOpen: boolean
  onPanel: () => void
}

/// The search box, the filters' button, the table's own settings and its export.
export function Toolbar({ table, isPanelOpen, onPanel }: ToolbarProps) {
  const { showSearch, filterMode, allowExport, isCustomizable } = table
  const labels = useLabels()
  return (
    <div className="millrace-table-toolbar">
      {showSearch && <SearchBox table={table} />}
      {filterMode === 'panel' && (
        <ButtonIcon
          iconName="utility:filterList"
          assistiveText={isPanelOpen ? labels.hideFilters : labels.showFilters}
          variant="border"
          pressed={isPanelOpen}
          onClick={onPanel}
        />
      )}
      {isCustomizable && <TableSettings table={table} />}
      {allowExport && <ExportMenu table={table} />}
    </div>
  )
}

const PAUSE_MS = 250

/// Searches a while after the last letter, at once with Enter.
function SearchBox({ table }: { table: DataTableModel }) {
  const labels = useLabels()
  const id = useId()
  // What is being typed; else what is searched for.
  const [typed, setTyped] = useState<string>()
  const search = useRef(table.search)
  useEffect(() => {
    search.current = table.search
  })
  useEffect(() => {
    if (typed === undefined) return
    const timer = setTimeout(() => search.current(typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <div className="slds-form-element millrace-table-search">
      <label className="slds-assistive-text" htmlFor={id}>
        {labels.searchIn(table.title)}
      </label>
      <div className="slds-form-element__control slds-input-has-icon slds-input-has-icon_left">
        <IconDrawing
          name="utility:search"
          className="slds-icon slds-input__icon slds-input__icon_left slds-icon-text-default"
        />
        <input
          id={id}
          type="search"
          className="slds-input"
          placeholder={labels.searchTable}
          value={typed ?? table.searchText}
          onChange={event => setTyped(event.target.value)}
          onBlur={() => {
            if (typed !== undefined) table.search(typed.trim())
            setTyped(undefined)
          }}
          onKeyDown={event => {
            if (event.key === 'Enter' && typed !== undefined) table.search(typed.trim())
            if (event.key === 'Escape') setTyped('')
          }}
        />
      </div>
    </div>
  )
}

function TableSettings({ table }: { table: DataTableModel }) {
  const labels = useLabels()
  const [isChoosing, setChoosing] = useState(false)
  const anchor = useRef<HTMLSpanElement>(null)
  const items: readonly MenuItem[] = [
    { name: 'columns', label: labels.selectColumns, iconName: 'utility:table' },
    { name: 'comfy', label: labels.comfyRows, checked: table.density === 'comfy' },
    { name: 'compact', label: labels.compactRows, checked: table.density === 'compact' },
    ...(table.groupedBy.length > 0 ? [{ name: 'ungroup', label: labels.removeGroups, iconName: 'utility:rows' }] : []),
    ...(table.sorts.length > 0 ? [{ name: 'unsort', label: labels.removeSort, iconName: 'utility:sort' }] : []),
    {
      name: 'reset',
      label: labels.resetToDefault,
      iconName: 'utility:undo',
      disabled: Object.keys(table.layout).length === 0,
    },
  ]
  const act = (name: string) => {
    if (name === 'columns') setChoosing(true)
    else if (name === 'comfy' || name === 'compact') table.setDensity(name)
    else if (name === 'ungroup') table.groupBy([])
    else if (name === 'unsort') table.clearSort()
    else table.resetLayout()
  }
  return (
    <span ref={anchor}>
      <Menu
        items={items}
        onSelect={act}
        button={{ iconName: 'utility:settings', assistiveText: labels.tableSettings, variant: 'border' }}
      />
      {isChoosing && (
        <Suspense>
          <ColumnChooser table={table} anchor={anchor} onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </span>
  )
}

/// The export is code of its own, which is fetched when somebody exports.
function ExportMenu({ table }: { table: DataTableModel }) {
  const labels = useLabels()
  const formats = useContext(FormatsContext)
  const [progress, setProgress] = useState('')
  const [isBusy, setBusy] = useState(false)
  const selected = table.selectedCount
  const items: readonly MenuItem[] = [
    { name: 'matching csv', label: labels.allAs('CSV') },
    { name: 'matching xlsx', label: labels.allAs('Excel') },
    { name: 'selected csv', label: labels.selectedAs(selected, 'CSV'), disabled: selected === 0 },
    { name: 'selected xlsx', label: labels.selectedAs(selected, 'Excel'), disabled: selected === 0 },
  ]
  const run = async (name: string) => {
    const [scope, format] = name.split(' ')
    setBusy(true)
    setProgress(labels.preparingExport)
    try {
      const { exportTable } = await import('./tableExport.ts')
      await exportTable(table, formats, {
        scope: scope === 'selected' ? 'selected' : 'matching',
        format: format as ExportFormat,
        fileName: (table.title || labels.theTable).replaceAll(/[^\p{L}\p{N} _-]/gu, ' ').trim(),
        onProgress: (done, total) => setProgress(labels.exporting(done, total)),
      })
      setProgress('')
    } catch (cause) {
      setProgress(labels.exportFailed(cause instanceof Error ? cause.message : String(cause)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Menu
        items={items}
        onSelect={name => void run(name)}
        button={{
          iconName: 'utility:download',
          assistiveText: labels.export,
          variant: 'border',
          busy: isBusy,
        }}
      />
      <span role="status" className="millrace-export-progress">
        {progress}
      </span>
    </>
  )
}

/// What the table is filtered by, each to be taken away with a click.
export function FilterPills({ table, words }: { table: DataTableModel; words: ReadonlyMap<string, string> }) {
  const labels = useLabels()
  return (
    <ul className="millrace-filter-pills" aria-label={labels.filters}>
      {table.filters.map(({ fieldName }) => (
        <li key={fieldName}>
          <Pill label={words.get(fieldName) ?? fieldName} onRemove={() => table.setFilter(fieldName, undefined)} />
        </li>
      ))}
    </ul>
  )
}
