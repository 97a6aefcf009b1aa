import { Button, ButtonIcon, Select } from '@millrace/components'
import type { ReactNode } from 'react'
import { logicProblem } from './conditionLogic.ts'
import { TextField } from './fields.tsx'

export interface ConditionRow {
  readonly left: ReactNode
  readonly operator: string
  readonly operators: readonly { readonly value: string; readonly label: string }[]
  onOperator(operator: string): void
  readonly right: ReactNode
  onRemove(): void
}

export interface ConditionRowsProps {
  readonly rows: readonly ConditionRow[]
  /// "and", "or", or such as "1 AND (2 OR 3)"; null for filters without one.
  readonly logic: string | null
  onLogic(logic: string): void
  onAdd(): void
  readonly addLabel?: string
  /// What it means when there is no row.
  readonly whenEmpty?: ReactNode
  /// The word for all of nothing: filters may have none.
  readonly allLabel?: string
}

/// Rows of conditions or filters, with the logic that joins them.
export function ConditionRows(props: ConditionRowsProps) {
  const {
    rows,
    logic,
    onLogic,
    onAdd,
    addLabel = 'Add Condition',
    whenEmpty,
    allLabel = 'All Conditions Are Met (AND)',
  } = props
  const choice = logic === null || /^and$/i.test(logic) ? 'and' : /^or$/i.test(logic) ? 'or' : 'custom'
  return (
    <div className="millrace-conditions">
      {rows.length > 0 && (
        <Select
          label="Condition Requirements"
          value={choice}
          onChange={value => onLogic(value === 'custom' ? rows.map((_, i) => i + 1).join(' AND ') : value)}
          options={[
            { value: 'and', label: allLabel },
            { value: 'or', label: 'Any Condition Is Met (OR)' },
            { value: 'custom', label: 'Custom Condition Logic Is Met' },
          ]}
        />
      )}
      {choice === 'custom' && rows.length > 0 && (
        <TextField
          label="Condition Logic"
          value={logic ?? ''}
          onCommit={onLogic}
          error={logicProblem(logic ?? '', rows.length)}
          help="Numbers of the conditions with AND, OR, NOT and parentheses: 1 AND (2 OR 3)."
        />
      )}
      {rows.length === 0 && whenEmpty && <p className="slds-text-color_weak">{whenEmpty}</p>}
      <ol className="millrace-rows">
        {rows.map((row, i) => (
          <li key={i} className="millrace-row">
            <div className="millrace-row-fields">
              {row.left}
              <div className="millrace-row-operator">
                <Select
                  label={`Operator ${i + 1}`}
                  value={row.operator}
                  options={withOwn(row)}
                  onChange={row.onOperator}
                />
              </div>
              {row.right}
            </div>
            <ButtonIcon
              iconName="utility:delete"
              assistiveText={`Remove ${i + 1}`}
              size="small"
              onClick={row.onRemove}
            />
          </li>
        ))}
      </ol>
      <Button label={addLabel} iconName="utility:add" onClick={onAdd} />
    </div>
  )
}

/// An operator that the file has is shown, also when it is none of those that fit.
const withOwn = ({ operator, operators }: ConditionRow) =>
  operators.some(({ value }) => value === operator)
    ? operators
    : [{ value: operator, label: operator === '' ? 'Choose…' : operator }, ...operators]
