import { Select } from '@millrace/components'
import type { FlowStart } from '@millrace/metadata'
import { FormulaField } from '../../../formulaEditor/FormulaField.tsx'
import { useFlowEdit, useNamedEdit } from '../../editContext.ts'
import { Filters } from '../rows.tsx'

/// Which records start the flow: all, those that meet conditions, or those for which a formula is true.
export function Entry({ start, whenEmpty }: { start: FlowStart; whenEmpty: string }) {
  const edit = useNamedEdit(null)
  const { resources } = useFlowEdit()
  const { object, filters, filterLogic, filterFormula } = start
  const usesFormula = filterFormula !== null || filterLogic === 'formula_evaluates_to_true'
  return (
    <>
      <Select
        label="Entry Conditions"
        value={usesFormula ? 'formula' : 'conditions'}
        options={[
          { value: 'conditions', label: 'Conditions on fields' },
          { value: 'formula', label: 'Formula Evaluates to True' },
        ]}
        onChange={value =>
          edit.patch(
            value === 'formula'
              ? { filterFormula: filterFormula ?? '', filters: null, filterLogic: null }
              : { filterFormula: null, filterLogic: 'and' },
          )
        }
      />
      {usesFormula ? (
        <FormulaField
          label="Formula"
          value={filterFormula ?? ''}
          resources={resources}
          wanted="Boolean"
          onCommit={filterFormula => edit.patch({ filterFormula })}
        />
      ) : (
        <Filters edit={edit} object={object ?? ''} filters={filters} logic={filterLogic} whenEmpty={whenEmpty} />
      )}
    </>
  )
}
