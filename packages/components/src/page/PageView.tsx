import { type ComponentHost, type ComponentState, inputsOfUrl } from '@millrace/runtime'
import type { Value } from '@millrace/values'
import {
  type ComponentType,
  createContext,
  type CSSProperties,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { DynamicComponent } from '../renderer/DynamicComponent.tsx'
import { FailureBoundary } from '../renderer/FailureBoundary.tsx'
import type { Problem } from '../renderer/Problems.tsx'
import { Button } from '../slds/Button.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { Tabs } from '../slds/Tabs.tsx'
import {
  DYNAMIC_COMPONENT,
  type PageDefinition,
  type PageItem,
  type PageRegion,
  propertyText,
} from './pageDefinition.ts'
import { pageLayout } from './pageLayout.ts'
import { PageSpinner } from './PageSpinner.tsx'
import { isShown, pageText, type PageValues, recordFields } from './pageValues.ts'
import { useJson } from './useJson.ts'
import { usePageRecord } from './usePageRecord.ts'

/// What a builder puts around every component of a page and into every region. On a page there is none of it.
export interface PageFrames {
  readonly Item: ComponentType<{ region: string; index: number; item: PageItem; children: ReactNode }>
  readonly Region: ComponentType<{ region: PageRegion; children: ReactNode }>
}

export interface PageViewProps {
  page: PageDefinition
  /// On a record page it knows the record: see `recordHost`.
  host: ComponentHost
  /// Grows when the project's files have changed.
  version: number
  onRetry: () => void
  frames?: PageFrames
}

interface PageWork extends Omit<PageViewProps, 'frames'> {
  readonly frames: PageFrames | undefined
  readonly values: PageValues
}

const PageContext = createContext<PageWork | null>(null)

function usePage(): PageWork {
  const page = useContext(PageContext)
  if (!page) throw new Error('A part of a page stands outside of one.')
  return page
}

/// The regions of a Lightning page with their components. With [frames] also what is empty or hidden by a rule is shown.
export function PageView({ page, host, version, onRetry, frames }: PageViewProps) {
  // A rule may depend on the width of the window.
  useSyncExternalStore(
    changed => host.watchFormFactor?.(changed) ?? (() => {}),
    () => host.formFactor,
  )
  const record = usePageRecord(
    host,
    useMemo(() => recordFields(page), [page]),
  )
  if (!record) return <PageSpinner label="Loading the record" />
  const values: PageValues = { host, record }
  const regions = page.regions.filter(
    region => region.type !== 'Facet' && (frames || region.items.some(item => isShown(item.visibilityRule, values))),
  )
  const { columns, areas } = pageLayout(regions.map(({ name }) => name))
  const style = { '--columns': columns, '--areas': areas.map(row => `"${row}"`).join(' ') } as CSSProperties
  return (
    <PageContext value={{ page, host, version, onRetry, frames, values }}>
      <div className="millrace-page-view">
        <div className="millrace-regions" style={style}>
          {regions.map((region, i) => (
            <div
              key={region.name}
              className="millrace-region"
              data-region={region.name}
              style={{ '--area': `r${i}` } as CSSProperties}
            >
              <RegionItems region={region} />
            </div>
          ))}
        </div>
      </div>
    </PageContext>
  )
}

function RegionItems({ region }: { region: PageRegion }) {
  const { frames, values } = usePage()
  const items = region.items.map((item, index) => {
    if (!frames && !isShown(item.visibilityRule, values)) return null
    const content = (
      <FailureBoundary what={`"${propertyText(item.properties, 'dynamicComponent') || item.componentName}"`}>
        <ItemView item={item} />
      </FailureBoundary>
    )
    const key = item.identifier ?? index
    return frames ? (
      <frames.Item key={key} region={region.name} index={index} item={item}>
        {content}
      </frames.Item>
    ) : (
      <div key={key} className="millrace-page-item">
        {content}
      </div>
    )
  })
  return frames ? <frames.Region region={region}>{items}</frames.Region> : items
}

function ItemView({ item }: { item: PageItem }) {
  const { host, values } = usePage()
  const { componentName, properties } = item
  if (componentName === null) return <FieldSection fields={[fieldOf(item)]} title="" />
  if (componentName === DYNAMIC_COMPONENT) return <PlacedComponent item={item} />
  if (componentName === 'flexipage:tabset') return <TabSet item={item} />
  if (componentName === 'flexipage:fieldSection') return <Fields item={item} />
  const texts = Object.fromEntries(
    Object.keys(properties).map(name => [name, pageText(propertyText(properties, name), values)]),
  )
  return (
    <Suspense fallback={<PageSpinner label="Loading" />}>
      <StandardPart componentName={componentName} properties={texts} host={host} />
    </Suspense>
  )
}

const StandardPart = lazy(() => import('./standard/StandardPart.tsx'))

const facet = ({ regions }: PageDefinition, name: string): PageRegion | undefined =>
  regions.find(region => region.name === name)

/// Tabs: the property `tabs` names a facet of tabs, each of which has a title and a facet for its body.
function TabSet({ item }: { item: PageItem }) {
  const { page, frames, values } = usePage()
  const [open, setOpen] = useState<string>()
  const tabs = (facet(page, propertyText(item.properties, 'tabs'))?.items ?? []).filter(
    tab => frames || isShown(tab.visibilityRule, values),
  )
  const named = tabs.map((tab, i) => ({
    name: tab.identifier ?? String(i),
    label: tabTitle(pageText(propertyText(tab.properties, 'title'), values)),
    body: propertyText(tab.properties, 'body'),
    isActive: propertyText(tab.properties, 'active') === 'true',
  }))
  const active = named.find(({ name }) => name === open) ?? named.find(tab => tab.isActive) ?? named[0]
  if (!active) return frames ? <p className="millrace-page-note">Tabs without a tab.</p> : null
  const body = facet(page, active.body)
  return (
    <div className="slds-card millrace-page-tabs">
      <Tabs tabs={named} active={active.name} onSelect={setOpen}>
        {body && <RegionItems key={body.name} region={body} />}
      </Tabs>
    </div>
  )
}

// Tabs of a page that Salesforce made have the names of its own labels.
const tabTitle = (title: string): string =>
  /^Standard\.Tab\.(\w+)$/.exec(title)?.[1]?.replace('relatedLists', 'Related').replace('detail', 'Details') ?? title

/// The fields of a section, out of the facets of its columns.
function Fields({ item }: { item: PageItem }) {
  const { page, values } = usePage()
  const fieldsIn = (name: string): string[] =>
    (facet(page, name)?.items ?? []).flatMap(inner => {
      if (!isShown(inner.visibilityRule, values)) return []
      return inner.componentName === null ? [fieldOf(inner)] : fieldsIn(propertyText(inner.properties, 'body'))
    })
  const columns = facet(page, propertyText(item.properties, 'columns'))?.items.length
  return (
    <FieldSection
      title={pageText(propertyText(item.properties, 'label'), values)}
      fields={fieldsIn(propertyText(item.properties, 'columns'))}
      columns={columns}
    />
  )
}

const fieldOf = ({ fieldItem }: PageItem): string => (fieldItem ?? '').replace(/^Record\./, '')

function FieldSection({ title, fields, columns = 1 }: { title: string; fields: readonly string[]; columns?: number }) {
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

type Definition = ComponentState['definition']

/// Answer of `GET /millrace/v1/components/:name`.
interface ComponentAnswer {
  readonly component: Definition
  readonly problems: readonly Problem[]
  /// The objects that it reads.
  readonly objects: readonly string[]
}

/// A Dynamic Component of the project, its input variables set by the properties.
function PlacedComponent({ item: { properties } }: { item: PageItem }) {
  const { host, version, onRetry, values } = usePage()
  const name = propertyText(properties, 'dynamicComponent')
  const answer = useJson<ComponentAnswer>(`/millrace/v1/components/${encodeURIComponent(name)}`, version)
  const texts = Object.fromEntries(
    Object.keys(properties)
      .filter(property => property !== 'dynamicComponent')
      .map(property => [property, pageText(propertyText(properties, property), values)]),
  )
  const key = JSON.stringify(texts)
  const definition = answer.status === 'ready' ? answer.data.component : undefined
  const given = useMemo(() => (definition ? inputsOf(definition, key) : NO_INPUTS), [definition, key])
  if (name === '') return <ScopedNotification variant="info">Choose a Dynamic Component.</ScopedNotification>
  if (answer.status === 'loading') return <PageSpinner label={`Loading ${name}`} />
  if (answer.status === 'error') {
    return (
      <ScopedNotification
        variant="error"
        action={<Button label="Try Again" iconName="utility:refresh" onClick={onRetry} />}
      >
        "{name}" could not be loaded: {answer.failure.message}
      </ScopedNotification>
    )
  }
  return (
    <DynamicComponent
      definition={answer.data.component}
      problems={[...answer.data.problems, ...given.problems]}
      host={host}
      inputs={given.inputs}
      objects={answer.data.objects}
    />
  )
}

interface GivenInputs {
  readonly inputs: Readonly<Record<string, Value>>
  readonly problems: readonly Problem[]
}

const NO_INPUTS: GivenInputs = { inputs: {}, problems: [] }

function inputsOf(definition: Definition, texts: string): GivenInputs {
  const found = inputsOfUrl(definition, JSON.parse(texts) as Record<string, string>, 'The page')
  return {
    inputs: Object.fromEntries(found.flatMap(one => ('variable' in one ? [[one.variable, one.value]] : []))),
    problems: found.flatMap(one => ('variable' in one ? [] : [one])),
  }
}
