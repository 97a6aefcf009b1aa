import { Button, Tabs, type TabItem } from '@millrace/components'
import type { Component, Interaction } from '@millrace/metadata'
import { type ComponentDeclaration, componentType, type Place, ReferenceScope } from '@millrace/runtime'
import { useState } from 'react'
import { labelOf, rename } from '../commands.ts'
import { withMember } from '../document/members.ts'
import { usesOf, whyNotName } from '../document/names.ts'
import { withTargetsRenamed } from '../document/targets.ts'
import { ancestors, changeComponent, findComponent } from '../document/tree.ts'
import { InteractionList } from '../interactions/InteractionList.tsx'
import { useBuilder, useSnapshot } from '../useEditor.ts'
import { NameField } from './NameField.tsx'
import { NestedFieldsContext, type NestedFields, type PropertyPlace } from './fieldsContext.ts'
import { PlainField } from './PlainField.tsx'
import { PropertyFields } from './PropertyFields.tsx'
import { SelectInput } from './SelectInput.tsx'
import { StyleField } from './StyleField.tsx'
import { VisibilityFields } from './VisibilityFields.tsx'
import { ComponentSettings } from './ComponentSettings.tsx'

export type RightTab = 'properties' | 'style' | 'interactions' | 'visibility'

/// What is selected, to be set: its properties, style, interactions and when it is shown. Nothing selected: the
/// Dynamic Component itself.
export function RightPanel({ tab, onTab }: { tab: RightTab; onTab: (tab: RightTab) => void }) {
  const { editor } = useBuilder()
  const { definition, selection } = useSnapshot(editor)
  const found = selection.length > 0 ? findComponent(definition, selection.at(-1)!) : undefined
  if (!found)
    return (
      <NestedFieldsContext value={NESTED}>
        <ComponentSettings />
      </NestedFieldsContext>
    )
  const { component } = found
  const declaration = componentType(component.type)
  const count = Object.values(component.interactions ?? {}).reduce((sum, list) => sum + list.length, 0)
  const tabs: readonly TabItem[] = [
    { name: 'properties', label: 'Properties' },
    { name: 'style', label: 'Style' },
    { name: 'interactions', label: 'Interactions', ...(count > 0 && { badge: `${count}` }) },
    { name: 'visibility', label: 'Visibility' },
  ]
  return (
    <div className="builder-right">
      <h2 className="builder-right-title">
        {labelOf(component)} <span className="slds-text-color_weak">{component.apiName}</span>
      </h2>
      {selection.length > 1 && (
        <p className="builder-note">{selection.length} components are selected; this is the last one.</p>
      )}
      <Tabs tabs={tabs} active={tab} label="Settings of the component" onSelect={name => onTab(tabNamed(name))}>
        <NestedFieldsContext value={NESTED}>
          <ComponentTab key={component.apiName} tab={tab} component={component} declaration={declaration} />
        </NestedFieldsContext>
      </Tabs>
    </div>
  )
}

const NESTED: NestedFields = { PropertyFields, InteractionList }

const TABS: readonly RightTab[] = ['properties', 'style', 'interactions', 'visibility']
const tabNamed = (name: string): RightTab => TABS.find(tab => tab === name) ?? 'properties'

interface ComponentTabProps {
  tab: RightTab
  component: Component
  declaration: ComponentDeclaration | undefined
}

function ComponentTab({ tab, component, declaration }: ComponentTabProps) {
  const builder = useBuilder()
  const { editor, objects, problems } = builder
  const { definition } = useSnapshot(editor)
  const { apiName } = component
  const scope = new ReferenceScope(definition, name => objects.describe(name))
  const recordType = scope.recordType(component)
  const recordObject = recordType.kind === 'Record' ? recordType.object : objectOf(component)
  const place = placeOf(definition, component, scope)
  const at: PropertyPlace = {
    place,
    ...(recordObject && { recordObject }),
    subject: `${labelOf(component)} ${apiName}`,
    key: `${apiName}.attributes`,
  }
  const change = (label: string, next: (component: Component) => Component, key?: string) =>
    editor.change(label, changeComponent(editor.definition, apiName, next), key === undefined ? {} : { key })
  const setAttribute = (name: string, value: unknown, label: string) =>
    change(
      `Change ${label} of ${apiName}`,
      component => withTargetsRenamed(component, withAttribute(component, name, value), name),
      `${apiName}.${name}`,
    )

  switch (tab) {
    case 'properties':
      return (
        <>
          <NameField
            name={apiName}
            whyNot={name => whyNotName(definition, name, apiName)}
            uses={usesOf(definition, [apiName]).length}
            onRename={name => rename(builder, apiName, name)}
          />
          {declaration?.help && <p className="builder-note slds-m-vertical_x-small">{declaration.help}</p>}
          <PropertyFields
            properties={(declaration?.attributes ?? []).filter(({ type }) => type !== 'style')}
            values={component.attributes ?? {}}
            at={at}
            onChange={setAttribute}
            problems={problemsOf(problems, apiName)}
          />
        </>
      )
    case 'style':
      return (
        <StyleField value={component.attributes?.['style']} onChange={value => setAttribute('style', value, 'Style')} />
      )
    case 'interactions':
      return (
        <InteractionsTab
          component={component}
          declaration={declaration}
          at={at}
          onChange={(event, list) =>
            change(
              `Change interactions of ${apiName}`,
              component => withInteractions(component, event, list),
              `${apiName}.interactions`,
            )
          }
        />
      )
    case 'visibility':
      return (
        <VisibilityFields
          visibility={component.visibility}
          at={at}
          onChange={visibility =>
            change(
              `Change visibility of ${apiName}`,
              component => inOrder(withMember(component, 'visibility', visibility)),
              `${apiName}.visibility`,
            )
          }
        />
      )
  }
}

interface InteractionsTabProps {
  component: Component
  declaration: ComponentDeclaration | undefined
  at: PropertyPlace
  onChange: (event: string, list: readonly Interaction[] | undefined) => void
}

function InteractionsTab({ component, declaration, at, onChange }: InteractionsTabProps) {
  const used = Object.keys(component.interactions ?? {})
  const [added, setAdded] = useState<readonly string[]>([])
  const { editor, objects } = useBuilder()
  const { definition } = useSnapshot(editor)
  const events = declaration?.events ?? []
  const shown = [...new Set([...used, ...added])]
  const free = events.filter(({ name }) => !shown.includes(name))
  const scope = new ReferenceScope(definition, name => objects.describe(name))
  const recordType = scope.recordType(component)
  if (events.length === 0) return <p className="builder-note">A {labelOf(component)} has no events.</p>
  return (
    <div className="builder-fields">
      {shown.map(name => {
        const event = events.find(event => event.name === name)
        const place: Place = {
          ...at.place,
          ...(event?.hasRow && { row: recordType }),
          ...(event?.detail && {
            event: event.detail.map(({ name, type }) => ({ name, type: type(recordType, component) })),
          }),
        }
        return (
          <section key={name} className="builder-group" aria-label={event?.label ?? name}>
            <h3 className="builder-heading">{event?.label ?? name}</h3>
            <InteractionList
              interactions={component.interactions?.[name]}
              place={place}
              at={{ ...at, key: `${component.apiName}.interactions.${name}` }}
              targets={event?.targets ? targetsOf(component, event.targets) : []}
              onChange={list => onChange(name, list)}
            />
          </section>
        )
      })}
      {free.length > 0 && (
        <AddEvent events={free} isFirst={shown.length === 0} onAdd={name => setAdded([...added, name])} />
      )}
    </div>
  )
}

function AddEvent({
  events,
  isFirst,
  onAdd,
}: {
  events: readonly { name: string; label: string }[]
  isFirst: boolean
  onAdd: (name: string) => void
}) {
  const [isOpen, setOpen] = useState(false)
  if (!isOpen)
    return (
      <Button
        label={isFirst ? 'Add Interaction' : 'Add Interaction on another event'}
        variant={isFirst ? 'brand' : 'neutral'}
        iconName="utility:add"
        onClick={() => (events.length === 1 ? onAdd(events[0]!.name) : setOpen(true))}
      />
    )
  return (
    <PlainField label="Interaction Type">
      {id => (
        <SelectInput
          id={id}
          value=""
          none="Choose an event …"
          options={events.map(({ name, label }) => ({ value: name, label }))}
          onChange={name => {
            setOpen(false)
            if (name !== '') onAdd(name)
          }}
        />
      )}
    </PlainField>
  )
}

/// The items of the list attribute that an event's Target Names come from.
function targetsOf(component: Component, attribute: string): readonly { name: string; label: string }[] {
  const items = component.attributes?.[attribute]
  if (!Array.isArray(items)) return []
  return items.flatMap((item: { name?: unknown; label?: unknown }) =>
    typeof item.name === 'string'
      ? [{ name: item.name, label: typeof item.label === 'string' ? item.label : item.name }]
      : [],
  )
}

function withAttribute(component: Component, name: string, value: unknown): Component {
  const attributes = withMember(component.attributes ?? {}, name, value)
  return inOrder(withMember(component, 'attributes', filled(attributes)))
}

function withInteractions(component: Component, event: string, list: readonly Interaction[] | undefined): Component {
  const interactions = withMember(component.interactions ?? {}, event, list)
  return inOrder(withMember(component, 'interactions', filled(interactions)))
}

const filled = <T extends object>(object: T): T | undefined => (Object.keys(object).length === 0 ? undefined : object)

/// The members in the order in which files have them.
const inOrder = ({ type, apiName, attributes, interactions, visibility, children, ...rest }: Component): Component => ({
  type,
  apiName,
  ...(attributes && { attributes }),
  ...(interactions && { interactions }),
  ...(visibility !== undefined && { visibility }),
  ...(children && { children }),
  ...rest,
})

/// What references see at a component: the items of the repeating components around it.
function placeOf(definition: Parameters<typeof ancestors>[0], component: Component, scope: ReferenceScope): Place {
  const items = ancestors(definition, component.apiName)
    .filter(({ type }) => componentType(type)?.slots.some(({ repeats }) => repeats !== undefined))
    .map(({ apiName }, _, all) => ({
      component: apiName,
      type: scope.recordType(all.find(other => other.apiName === apiName)!),
    }))
    .toReversed()
  return items.length > 0 ? { items } : {}
}

function objectOf(component: Component): string | undefined {
  const name = component.attributes?.['objectApiName'] ?? component.attributes?.['object']
  return typeof name === 'string' ? name : undefined
}

/// Problems whose path ends in an attribute of the component, by the attribute.
function problemsOf(
  problems: readonly { element?: string; path: string; message: string }[],
  apiName: string,
): ReadonlyMap<string, string> {
  const own = problems.filter(({ element }) => element === apiName)
  return new Map(
    own.flatMap(({ path, message }) => {
      const [, name] = /\.attributes\.(\w+)/.exec(path) ?? []
      return name ? [[name, message] as const] : []
    }),
  )
}
