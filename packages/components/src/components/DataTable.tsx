import { dataTableModel } from '@millrace/runtime'
import { useContext } from 'react'
import { DataTableView } from '../dataTable/DataTableView.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { FormatsContext } from '../renderer/FormatsContext.ts'

export function DataTable({ state, component }: ComponentProps) {
  return <DataTableView table={dataTableModel(state, component.apiName)} formats={useContext(FormatsContext)} />
}
