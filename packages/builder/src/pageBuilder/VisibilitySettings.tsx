import { Button, ButtonIcon, Select } from '@millrace/components'
import { type PagePlace, setPageVisibility, type VisibilityRule } from '@millrace/metadata'
import { Combobox, searched } from '../pickers/Combobox.tsx'
import { FieldGroup, TextField } from '../pickers/fields.tsx'
import { usePageBuilding } from './builderContext.ts'
import { useExpressions } from './expressions.ts'

const OPERATORS = [
  { value: 'EQUAL', label: 'Equal' },
  { value: 'NE', label: 'Not Equal' },
  { value: 'CONTAINS', label: 'Contains' },
  { value: 'GT', label: 'Greater Than' },
  { value: 'GE', label: 'Greater or Equal' },
  { value: 'LT', label: 'Less Than' },
  { value: 'LE', label: 'Less or Equal' },
]

type Criterion = VisibilityRule['criteria'][number]

const NEW: Criterion = { leftValue: '{!$Client.FormFactor}', operator: 'EQUAL', rightValue: 'Large' }

/// When a component of the page is shown.
export function VisibilitySettings({ rule, place }: { rule: VisibilityRule | null; place: PagePlace }) {
  const { editing } = usePageBuilding()
  const expressions = useExpressions()
  const criteria = rule?.criteria ?? []
  const set = (title: string, criteria: readonly Criterion[], booleanFilter = rule?.booleanFilter ?? null) =>
    editing.apply(title, text =>
      setPageVisibility(text, place, criteria.length === 0 ? null : { booleanFilter, criteria }),
    )
  const change = (index: number, part: Partial<Criterion>) =>
    set(
      'Change Filter',
      criteria.map((criterion, i) => (i === index ? { ...criterion, ...part } : criterion)),
    )
  return (
    <FieldGroup title="Component Visibility">
      {criteria.length === 0 && <p className="builder-note">Always shown.</p>}
      {criteria.map((criterion, index) => (
        <fieldset key={index} className="page-builder-filter">
          <legend>
            Filter {index + 1}
            <ButtonIcon
              iconName="utility:delete"
              assistiveText={`Delete filter ${index + 1}`}
              size="small"
              onClick={() =>
                set(
                  'Delete Filter',
                  criteria.filter((_, i) => i !== index),
                  null,
                )
              }
            />
          </legend>
          <Combobox
            label="Field"
            value={criterion.leftValue}
            options={text => searched(expressions, text)}
            onCommit={leftValue => change(index, { leftValue })}
          />
          <Select
            label="Operator"
            value={criterion.operator}
            options={OPERATORS}
            onChange={operator => change(index, { operator })}
          />
          <TextField
            label="Value"
            value={criterion.rightValue ?? ''}
            help="Empty: blank."
            onCommit={text => change(index, { rightValue: text === '' ? null : text })}
          />
        </fieldset>
      ))}
      <Button label="Add Filter" onClick={() => set('Add Filter', [...criteria, NEW])} />
      {criteria.length > 1 && (
        <TextField
          label="Filter Logic"
          value={rule?.booleanFilter ?? ''}
          placeholder="All are true"
          help="1 AND (2 OR 3). Empty: all of them."
          onCommit={text => set('Change Filter Logic', criteria, text.trim() || null)}
        />
      )}
    </FieldGroup>
  )
}
