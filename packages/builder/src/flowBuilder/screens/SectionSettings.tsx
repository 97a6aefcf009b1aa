import { Checkbox, Select } from '@millrace/components'
import { setColumnWidth } from '@millrace/metadata'
import { useFlowEdit } from '../editContext.ts'
import { type FieldProps, MergeField } from './fieldParts.tsx'
import { useFieldEdit, useScreenEdit } from './screenContext.ts'
import { setColumnCount } from './sectionColumns.ts'

const COUNTS = [1, 2, 3, 4].map(count => ({ value: String(count), label: String(count) }))
const WIDTHS = Array.from({ length: 12 }, (_, i) => ({ value: String(i + 1), label: `${i + 1} of 12` }))

/// A section: its header, and its columns with their widths.
export function SectionSettings({ field, place }: FieldProps) {
  const edit = useFieldEdit(place)
  const { editing } = useFlowEdit()
  const { screen } = useScreenEdit()
  const hasHeader = field.regionContainerType === 'SectionWithHeader'
  const columns = field.fields
  const own = COUNTS.some(({ value }) => value === String(columns.length))
  const counts = own ? COUNTS : [...COUNTS, { value: String(columns.length), label: String(columns.length) }]
  const share = Math.floor(12 / Math.max(1, columns.length))
  const total = columns.reduce((sum, { width }) => sum + (width ?? share), 0)
  return (
    <>
      <Checkbox
        label="Include Header"
        checked={hasHeader}
        onChange={isOn =>
          edit.patch({
            regionContainerType: isOn ? 'SectionWithHeader' : 'SectionWithoutHeader',
            ...(isOn && !field.fieldText ? { fieldText: 'Section' } : {}),
          })
        }
      />
      {hasHeader && (
        <MergeField
          label="Label"
          required
          value={field.fieldText ?? ''}
          onCommit={fieldText => edit.patch({ fieldText })}
        />
      )}
      <Select
        label="Columns"
        value={String(columns.length)}
        options={counts}
        onChange={count =>
          editing.apply(`Change ${field.name}`, flow => setColumnCount(flow, screen.name, place, Number(count)))
        }
      />
      {columns.map((column, i) => (
        <Select
          key={column.name || i}
          label={`Width of Column ${i + 1}`}
          value={String(column.width ?? share)}
          options={WIDTHS}
          onChange={width =>
            editing.apply(`Change ${field.name}`, flow =>
              setColumnWidth(flow, screen.name, [...place, i], Number(width)),
            )
          }
        />
      ))}
      {total > 12 && (
        <p className="slds-text-color_error">The columns are {total} twelfths wide together: the last ones wrap.</p>
      )}
    </>
  )
}
