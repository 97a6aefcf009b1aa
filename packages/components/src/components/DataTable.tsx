import { dataTableModel } from '@millrace/runtime'
import { useContext } from 'react'
import { DataTableView } from '../dataTable/DataTableView.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { FormatsContext } from '../renderer/FormatsContext.ts'

export function DataTable({ state, component }: ComponentProps) {
  const formats = useContext(FormatsContext)
  // A retry that fails too is shown by the table itself.
  const retry = () => void state.refreshAllQueries().catch(() => {})
  return <DataTableView table={dataTableModel(state, component.apiName)} formats={formats} onRetry={retry} />
}
