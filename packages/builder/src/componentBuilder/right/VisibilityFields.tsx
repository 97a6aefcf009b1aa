import { Button, ButtonIcon } from '@millrace/components'
import type { Condition, ConditionRule } from '@millrace/metadata'
import { conditionOperators, conditionOperator } from '@millrace/runtime'
import { FormulaField } from './FormulaField.tsx'
import { JsonField } from './JsonField.tsx'
import { MappedField } from './MappedField.tsx'
import type { PropertyPlace } from './fieldsContext.ts'
import { PlainField } from './PlainField.tsx'
import { SelectInput } from './SelectInput.tsx'

type Comparison = { readonly left: unknown; readonly operator: string; readonly right?: unknown }
type Group = { readonly join: 'all' | 'any'; readonly rules: readonly ConditionRule[] }

export interface VisibilityFieldsProps {
  visibility: Condition | undefined
  at: PropertyPlace
  onChange: (visibility: Condition | undefined) => void
}

/// When a component is shown: always, by conditions (nested to any depth), or by a formula.
export function VisibilityFields({ visibility, at, onChange }: VisibilityFieldsProps) {
  const kind = visibility === undefined ? 'always' : typeof visibility === 'string' ? 'formula' : 'rules'
  const choose = (next: string) => {
    if (next === kind) return
    if (next === 'always') onChange(undefined)
    if (next === 'formula') onChange('true')
    if (next === 'rules') onChange({ all: [NEW_COMPARISON] })
  }
  return (
    <div className="builder-fields">
      <PlainField label="Show the component">
        {id => (
          <SelectInput
            id={id}
            value={kind}
            options={[
              { value: 'always', label: 'Always' },
              { value: 'rules', label: 'When conditions are met' },
              { value: 'formula', label: 'When a formula is true' },
            ]}
            onChange={choose}
          />
        )}
      </PlainField>
      {typeof visibility === 'string' && (
        <FormulaField
          label="Formula"
          value={visibility}
          at={at}
          onChange={value => onChange(typeof value === 'string' ? value : '')}
        />
      )}
      {visibility !== undefined && typeof visibility !== 'string' && (
        <RuleGroup group={groupOf(visibility)} at={at} onChange={group => onChange(ruleOf(group))} />
      )}
    </div>
  )
}

const NEW_COMPARISON: Comparison = { left: '', operator: 'eq', right: '' }

/// A single comparison counts as a group of one.
function groupOf(rule: ConditionRule): Group {
  if ('all' in rule) return { join: 'all', rules: rule.all }
  if ('any' in rule) return { join: 'any', rules: rule.any }
  return { join: 'all', rules: [rule] }
}

const ruleOf = ({ join, rules }: Group): ConditionRule => (join === 'all' ? { all: rules } : { any: rules })

interface RuleGroupProps {
  group: Group
  at: PropertyPlace
  onChange: (group: Group) => void
  onRemove?: () => void
}

function RuleGroup({ group, at, onChange, onRemove }: RuleGroupProps) {
  const { join, rules } = group
  const set = (index: number, rule: ConditionRule) =>
    onChange({ join, rules: rules.map((other, i) => (i === index ? rule : other)) })
  const remove = (index: number) => onChange({ join, rules: rules.filter((_, i) => i !== index) })
  return (
    <fieldset className="builder-rules">
      <legend className="slds-assistive-text">Conditions</legend>
      <div className="builder-mapped">
        <SelectInput
          id=""
          label="How the conditions are joined"
          value={join}
          options={[
            { value: 'all', label: 'All conditions are met (AND)' },
            { value: 'any', label: 'Any condition is met (OR)' },
          ]}
          onChange={next => onChange({ join: next === 'any' ? 'any' : 'all', rules })}
        />
        {onRemove && <ButtonIcon iconName="utility:delete" assistiveText="Remove the group" onClick={onRemove} />}
      </div>
      {rules.map((rule, index) =>
        'left' in rule ? (
          <ComparisonFields
            key={index}
            rule={rule}
            at={at}
            onChange={next => set(index, next)}
            onRemove={() => remove(index)}
          />
        ) : (
          <RuleGroup
            key={index}
            group={groupOf(rule)}
            at={at}
            onChange={next => set(index, ruleOf(next))}
            onRemove={() => remove(index)}
          />
        ),
      )}
      <div className="millrace-button-row">
        <Button
          label="Add Condition"
          iconName="utility:add"
          onClick={() => onChange({ join, rules: [...rules, NEW_COMPARISON] })}
        />
        <Button
          label="Add Group"
          variant="base"
          onClick={() => onChange({ join, rules: [...rules, { any: [NEW_COMPARISON] }] })}
        />
      </div>
    </fieldset>
  )
}

interface ComparisonFieldsProps {
  rule: Comparison
  at: PropertyPlace
  onChange: (rule: Comparison) => void
  onRemove: () => void
}

function ComparisonFields({ rule, at, onChange, onRemove }: ComparisonFieldsProps) {
  const operator = conditionOperator(rule.operator)
  return (
    <div className="builder-rule">
      <MappedField
        label="Value"
        value={rule.left}
        place={at.place}
        onChange={left => onChange({ ...rule, left: left ?? '' })}
      >
        {id => <JsonField id={id} value={rule.left} onChange={left => onChange({ ...rule, left: left ?? '' })} />}
      </MappedField>
      <PlainField label="Operator">
        {id => (
          <SelectInput
            id={id}
            value={rule.operator}
            options={conditionOperators.map(({ name, label }) => ({ value: name, label }))}
            onChange={name => {
              const { right, ...rest } = rule
              onChange({ ...rest, operator: name, ...(conditionOperator(name)?.hasRight && { right: right ?? '' }) })
            }}
          />
        )}
      </PlainField>
      {operator?.hasRight !== false && (
        <MappedField
          label="Compared with"
          value={rule.right}
          place={at.place}
          onChange={right => onChange({ ...rule, right: right ?? '' })}
        >
          {id => <JsonField id={id} value={rule.right} onChange={right => onChange({ ...rule, right: right ?? '' })} />}
        </MappedField>
      )}
      <ButtonIcon iconName="utility:delete" assistiveText="Remove the condition" onClick={onRemove} />
    </div>
  )
}
