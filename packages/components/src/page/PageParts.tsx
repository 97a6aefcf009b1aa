import { useMemo, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { DynamicComponent } from '../renderer/DynamicComponent.tsx'
import { Accordion } from '../slds/Accordion.tsx'
import { Tabs } from '../slds/Tabs.tsx'
import { usePageLabels } from './labels/pageLabels.ts'
import { facet, usePage } from './pageContext.ts'
import { type PageItem, type PageRegion, propertyText } from './pageDefinition.ts'
import { isShown, pageText } from './pageValues.ts'
import type { Definition } from './standard/definition.ts'

/// A component that holds others, in facets of the page, or fields.
export default function PagePart({ item }: { item: PageItem }) {
  switch (item.componentName) {
    case null:
      return <FieldList fields={[fieldOf(item)]} title="" columns={1} />
    case 'flexipage:tabset':
    case 'flexipage:tabset2':
      return <TabSet item={item} />
    case 'flexipage:accordion':
      return <AccordionPart item={item} />
    default:
      return <FieldSection item={item} />
  }
}

interface Part {
  readonly name: string
  readonly label: string
  readonly body: PageRegion | undefined
  readonly isActive: boolean
}

/// The parts of [item] that are shown: the property [property] names a facet of them, each of which has a title and a
/// facet for its body.
function useParts(item: PageItem, property: string): readonly Part[] {
  const { page, frames, values, host } = usePage()
  const labels = usePageLabels(host.locale)
  const parts = facet(page, propertyText(item.properties, property))?.items ?? []
  return parts
    .filter(part => frames || isShown(part.visibilityRule, values))
    .map((part, i) => {
      const text = (name: string) => propertyText(part.properties, name)
      const title = pageText(text('title') || text('label'), values)
      return {
        name: part.identifier ?? String(i),
        label: standardTitle(title, labels) ?? title,
        body: facet(page, text('body')),
        isActive: text('active') === 'true',
      }
    })
}

// Tabs of a page that Salesforce made have the names of its own labels.
function standardTitle(title: string, labels: Readonly<Record<'details' | 'related' | 'activity', string>>) {
  const name = /^Standard\.Tab\.(\w+)$/.exec(title)?.[1]
  return name && ({ detail: labels.details, relatedLists: labels.related, activity: labels.activity }[name] ?? name)
}

function TabSet({ item }: { item: PageItem }) {
  const labels = useLabels()
  const { frames, items } = usePage()
  const [open, setOpen] = useState<string>()
  const tabs = useParts(item, 'tabs')
  const active = tabs.find(({ name }) => name === open) ?? tabs.find(tab => tab.isActive) ?? tabs[0]
  if (!active) return frames ? <p className="millrace-page-note">{labels.noTabs}</p> : null
  return (
    <div className="slds-card millrace-page-tabs">
      <Tabs tabs={tabs} active={active.name} onSelect={setOpen}>
        {active.body && <div key={active.body.name}>{items(active.body)}</div>}
      </Tabs>
    </div>
  )
}

function AccordionPart({ item }: { item: PageItem }) {
  const labels = useLabels()
  const { frames, items } = usePage()
  const sections = useParts(item, 'sections')
  const [open, setOpen] = useState<readonly string[]>()
  const multiple = propertyText(item.properties, 'allowMultipleSectionsOpen') === 'true'
  const first = sections.find(({ isActive }) => isActive) ?? sections[0]
  const shown = open ?? (first ? [first.name] : [])
  if (sections.length === 0) return frames ? <p className="millrace-page-note">{labels.noSections}</p> : null
  return (
    <div className="slds-card millrace-page-tabs">
      <Accordion
        sections={sections}
        open={shown}
        onToggle={(name, isOpen) =>
          setOpen(isOpen ? [...(multiple ? shown : []), name] : shown.filter(other => other !== name))
        }
      >
        {name => {
          const body = sections.find(section => section.name === name)?.body
          return body && items(body)
        }}
      </Accordion>
    </div>
  )
}

/// The fields of a section, out of the facets of its columns.
function FieldSection({ item }: { item: PageItem }) {
  const labels = useLabels()
  const { page, values, frames } = usePage()
  const fieldsIn = (name: string): string[] =>
    (facet(page, name)?.items ?? []).flatMap(inner => {
      if (!isShown(inner.visibilityRule, values)) return []
      return inner.componentName === null ? [fieldOf(inner)] : fieldsIn(propertyText(inner.properties, 'body'))
    })
  const columns = facet(page, propertyText(item.properties, 'columns'))?.items ?? []
  const byColumn = columns.map(column => fieldsIn(propertyText(column.properties, 'body')))
  const rows = Math.max(0, ...byColumn.map(({ length }) => length))
  const fields = Array.from({ length: rows }, (_, row) => byColumn.flatMap(column => column[row] ?? [])).flat()
  if (fields.length === 0) return frames ? <p className="millrace-page-note">{labels.noFields}</p> : null
  return (
    <FieldList
      title={pageText(propertyText(item.properties, 'label'), values)}
      fields={fields}
      columns={Math.max(1, columns.length)}
    />
  )
}

const fieldOf = ({ fieldItem }: PageItem): string => (fieldItem ?? '').replace(/^Record\./, '')

function FieldList({ title, fields, columns }: { title: string; fields: readonly string[]; columns: number }) {
  const { host } = usePage()
  const key = fields.join()
  const definition = useMemo(
    (): Definition => ({
      apiName: 'Fields',
      label: title,
      resources: [],
      components: [{ type: 'RecordDetail', apiName: 'Fields', attributes: { title, fields: key.split(','), columns } }],
    }),
    [title, key, columns],
  )
  return <DynamicComponent definition={definition} host={host} />
}
