import type { Resolved } from '../../componentState.ts'
import type { PropertyDeclaration } from '../../declaration.ts'
import { settingsList } from '../../resolved.ts'

export interface DataTableAction {
  readonly name: string
  readonly label: string
  readonly iconName: string
  readonly variant: string
  readonly disabled: boolean
  /// Formulas on the row: the action is off, or not there, for the rows of which they are true.
  readonly disabledWhen: string
  readonly hiddenWhen: string
  /// Its label says of how many selected rows: "Set as Active (3)"; without one selected it is off.
  readonly needsSelection: boolean
}

/// Header actions, as they are declared.
export const HEADER_ACTION: readonly PropertyDeclaration[] = [
  { name: 'name', label: 'Name', type: 'text', required: true, help: 'The Target Name of its interactions.' },
  { name: 'label', label: 'Label', type: 'text', required: true },
  { name: 'iconName', label: 'Icon Name', type: 'icon' },
  {
    name: 'variant',
    label: 'Variant',
    type: 'choice',
    default: 'neutral',
    options: [
      { value: 'neutral', label: 'Neutral' },
      { value: 'brand', label: 'Brand' },
      { value: 'destructive', label: 'Destructive' },
    ],
  },
  { name: 'disabled', label: 'Disabled', type: 'boolean', default: false },
  {
    name: 'needsSelection',
    label: 'For Selected Rows',
    type: 'boolean',
    default: false,
    help: 'Off until rows are selected; its label says how many: "Set as Active (3)".',
  },
]

/// Row actions: the same with rules on the row.
export const ROW_ACTION: readonly PropertyDeclaration[] = [
  ...HEADER_ACTION.filter(({ name }) => name !== 'needsSelection'),
  {
    name: 'disabledWhen',
    label: 'Disabled When',
    type: 'condition',
    help: 'A formula on the row: {!$Row.Status__c} = "Active".',
    hasRow: true,
  },
  { name: 'hiddenWhen', label: 'Hidden When', type: 'condition', help: 'A formula on the row.', hasRow: true },
]

/// The actions in [value]; the rules on rows are taken from [raw], because they mean something else for each row.
export function readActions(value: Resolved, raw: unknown): readonly DataTableAction[] {
  const written = Array.isArray(raw) ? raw : []
  return settingsList(value).map((action, position) => {
    const text = (name: string): string => (typeof action[name] === 'string' ? action[name] : '')
    const rule = (name: string): string => {
      const formula: unknown = written[position]?.[name]
      return typeof formula === 'string' ? formula : ''
    }
    return {
      name: text('name'),
      label: text('label'),
      iconName: text('iconName'),
      variant: text('variant') || 'neutral',
      disabled: action['disabled'] === true,
      disabledWhen: rule('disabledWhen'),
      hiddenWhen: rule('hiddenWhen'),
      needsSelection: action['needsSelection'] === true,
    }
  })
}
