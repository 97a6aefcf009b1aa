import type { ComponentDeclaration } from '@millrace/runtime'

/// The headings of the palette, each with its types in the order of use.
const CATEGORIES: readonly (readonly [label: string, types: readonly string[]])[] = [
  [
    'Records',
    [
      'DataTable',
      'List',
      'Repeater',
      'RecordDetail',
      'Kanban',
      'Calendar',
      'Timeline',
      'Tree',
      'Path',
      'Chart',
      'Metric',
    ],
  ],
  ['Actions', ['Button', 'ButtonGroup', 'ButtonIcon', 'ButtonMenu']],
  [
    'Layout',
    [
      'Card',
      'Container',
      'Columns',
      'Tabs',
      'Accordion',
      'PageHeader',
      'Divider',
      'Spacer',
      'DynamicComponent',
      'Flow',
    ],
  ],
  ['Display', ['Text', 'RichText', 'Image', 'Icon', 'Avatar', 'Badge', 'Alert', 'Progress', 'Breadcrumbs']],
]

const INPUTS = 'Inputs'
const MORE = 'More'

/// The palette's headings with the declarations under each; a type that no heading names is an input or stands last.
export function categorised(
  declarations: readonly ComponentDeclaration[],
): readonly { readonly label: string; readonly declarations: readonly ComponentDeclaration[] }[] {
  const known = new Map(CATEGORIES.flatMap(([label, types]) => types.map(type => [type, label] as const)))
  const categoryOf = (declaration: ComponentDeclaration): string =>
    known.get(declaration.type) ?? (isInput(declaration) ? INPUTS : MORE)
  const order = (label: string, type: string): number => {
    const at = CATEGORIES.find(([name]) => name === label)?.[1].indexOf(type) ?? -1
    return at < 0 ? Number.MAX_SAFE_INTEGER : at
  }
  return [...CATEGORIES.map(([label]) => label), INPUTS, MORE].flatMap(label => {
    const here = declarations
      .filter(declaration => categoryOf(declaration) === label)
      .toSorted((a, b) => order(label, a.type) - order(label, b.type) || a.label.localeCompare(b.label))
    return here.length === 0 ? [] : [{ label, declarations: here }]
  })
}

/// Whether people type or choose something in it.
const isInput = ({ stateAttributes, attributes }: ComponentDeclaration): boolean =>
  stateAttributes.some(({ name }) =>
    attributes.some(attribute => attribute.name === name && /^(value|checked)$/.test(name)),
  )

/// The icon that stands for a type in lists.
export const iconOf = (type: string): string => ICONS[type] ?? 'utility:component_customization'

const ICONS: Readonly<Record<string, string>> = {
  DataTable: 'utility:table',
  List: 'utility:list',
  Repeater: 'utility:rows',
  RecordDetail: 'utility:record_lookup',
  Kanban: 'utility:kanban',
  Calendar: 'utility:event',
  Timeline: 'utility:date_time',
  Tree: 'utility:hierarchy',
  Path: 'utility:steps',
  Chart: 'utility:chart',
  Metric: 'utility:metrics',
  Button: 'utility:touch_action',
  ButtonGroup: 'utility:touch_action',
  ButtonIcon: 'utility:touch_action',
  ButtonMenu: 'utility:touch_action',
  Card: 'utility:layout_card',
  Container: 'utility:layout_tile',
  Columns: 'utility:layout',
  Tabs: 'utility:tabset',
  Accordion: 'utility:layout_overlap',
  PageHeader: 'utility:page_structure',
  DynamicComponent: 'utility:component_customization',
  Flow: 'utility:flow',
  Text: 'utility:text',
  RichText: 'utility:richtextbulletedlist',
  Image: 'utility:image',
  Icon: 'utility:smiley_and_people',
  Badge: 'utility:insert_tag_field',
  Alert: 'utility:warning',
  Progress: 'utility:sync_in_progress',
}
