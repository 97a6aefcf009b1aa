import {
  chainProperties,
  type ComponentDeclaration,
  componentTypes,
  interactionTypes,
  type PropertyDeclaration,
} from '../packages/runtime/src/index.ts'
import { stories } from '../packages/components/src/gallery/stories.ts'
import { MADE } from './errorPages.ts'

/// docs/reference/components-and-interactions.md: what a Dynamic Component may hold, from the declarations that the
/// check and the run use.
export function dynamicComponentsPage(): string {
  return `${MADE}

# Components and interactions

How the file around them is built is told in [the format of Dynamic Components](dynamic-component-format.md).

## Components

Each has a page of its own, with its attributes, events and an example.

| Component | \`type\` | |
|---|---|---|
${componentTypes.map(({ label, type, help }) => `| [${label}](components/${type}.md) | \`${type}\` | ${help} |\n`).join('')}
## Interactions
${interactionTypes.map(({ label, type, help, properties }) => `\n### ${label}\n\n\`"type": "${type}"\`. ${help}\n${table('Setting', properties)}`).join('')}
### Every interaction

Besides its own settings, each has these, and \`targetName\` where its event has Target Names.
${table('Setting', chainProperties)}`
}

/// docs/reference/components/TYPE.md: one page for each component, by path. The examples are stories of the gallery,
/// which tests check and show.
export const componentPages = (): readonly (readonly [path: string, text: string])[] =>
  componentTypes.map(declaration => [`docs/reference/components/${declaration.type}.md`, componentPage(declaration)])

function componentPage(declaration: ComponentDeclaration): string {
  const { label, type, help, attributes, stateAttributes, events, slots, slotsFrom } = declaration
  const readable = stateAttributes.map(({ name, label }) => `| \`${name}\` | ${label} |\n`)
  const happening = events.map(({ name, label, targets, hasRow, detail = [] }) => {
    const target = targets ? `; Target Name is one of \`${targets}\`` : ''
    const carried = detail.map(({ name, label }) => `; \`{!$Event.${name}}\` is: ${label}`)
    return `- \`${name}\` (${label})${target}${hasRow ? '; `{!$Row}` is the row' : ''}${carried.join('')}\n`
  })
  const example = exampleOf(type)
  return [
    `${MADE}\n\n# ${label}\n\n\`"type": "${type}"\`. ${help}\n`,
    example ? `\n## Example\n\n\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\`\n` : '',
    `\n## Attributes\n${table('Attribute', attributes)}`,
    readable.length ? `\n## What references may read\n\n| Attribute | Holds |\n|---|---|\n${readable.join('')}` : '',
    happening.length ? `\n## Events\n\n${happening.join('')}` : '',
    slots.length || slotsFrom ? '\n## Children\n' : '',
    slots.length ? `\nThey stand in: ${slots.map(slotText).join(', ')}.\n` : '',
    slotsFrom ? `\nThey stand in a slot for each of \`${slotsFrom}\`, by its name.\n` : '',
  ].join('')
}

type Component = (typeof stories)[number]['definition']['components'][number]

/// The component as the gallery shows it first; one that stands alone goes before one that stands in another.
function exampleOf(type: string): Component | undefined {
  const alone = stories.flatMap(({ definition }) => definition.components)
  const all = alone.flatMap(component => withChildren(component))
  return alone.find(component => component.type === type) ?? all.find(component => component.type === type)
}

const withChildren = (component: Component): Component[] => [
  component,
  ...Object.values(component.children ?? {}).flatMap(children => children.flatMap(child => withChildren(child))),
]

const slotText = ({ name, repeats }: ComponentDeclaration['slots'][number]): string =>
  `\`${name}\`${repeats ? ` (once for each of \`${repeats}\`)` : ''}`

function table(heading: string, properties: readonly PropertyDeclaration[]): string {
  if (properties.length === 0) return ''
  return `\n| ${heading} | Label | Takes | |\n|---|---|---|---|\n${properties.flatMap(property => rows(property)).join('')}`
}

// The properties of a list's items follow the list.
function rows({ name, label, type, items = [], ...rest }: PropertyDeclaration, inside = ''): string[] {
  const path = `${inside}${name}`
  return [
    `| \`${path}\` | ${label} | ${takes(type, rest.options)} | ${remarks(rest)} |\n`,
    ...items.flatMap(item => rows(item, `${path}[].`)),
  ]
}

function takes(type: string, options: PropertyDeclaration['options']): string {
  return options ? options.map(({ value }) => `\`${value}\``).join(', ') : type
}

function remarks({ required, default: standard, help, when, perItem }: Partial<PropertyDeclaration>): string {
  const isSaid = standard !== undefined && standard !== '' && !Array.isArray(standard)
  const only = when && `Only when \`${when.property}\` is ${when.is.map(value => `\`${String(value)}\``).join(' or ')}.`
  return [
    required && 'Required.',
    isSaid && `Default \`${String(standard)}\`.`,
    help,
    only,
    perItem && 'May be another one for each item: `{!$Item.Name}`.',
  ]
    .filter(Boolean)
    .join(' ')
}
