import { type ComponentHost, type ComponentState, inputsOfUrl } from '@millrace/runtime'
import type { Value } from '@millrace/values'
import { type CSSProperties, lazy, Suspense, useMemo, useSyncExternalStore } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { DynamicComponent } from '../renderer/DynamicComponent.tsx'
import { FailureBoundary } from '../renderer/FailureBoundary.tsx'
import type { Problem } from '../renderer/Problems.tsx'
import { Button } from '../slds/Button.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { PageContext, type PageFrames, usePage } from './pageContext.ts'
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

export interface PageViewProps {
  page: PageDefinition
  /// On a record page it knows the record: see `recordHost`.
  host: ComponentHost
  /// Grows when the project's files have changed.
  version: number
  onRetry: () => void
  frames?: PageFrames
}

/// The regions of a Lightning page with their components. With [frames] also what is empty or hidden by a rule is shown.
export function PageView({ page, host, version, onRetry, frames }: PageViewProps) {
  const labels = useLabels()
  // A rule may depend on the width of the window.
  useSyncExternalStore(
    changed => host.watchFormFactor?.(changed) ?? (() => {}),
    () => host.formFactor,
  )
  const record = usePageRecord(
    host,
    useMemo(() => recordFields(page), [page]),
  )
  if (!record) return <PageSpinner label={labels.loadingShort} />
  const values: PageValues = { host, record }
  const regions = page.regions.filter(
    region => region.type !== 'Facet' && (frames || region.items.some(item => isShown(item.visibilityRule, values))),
  )
  const { columns, areas } = pageLayout(regions.map(({ name }) => name))
  const style = { '--columns': columns, '--areas': areas.map(row => `"${row}"`).join(' ') } as CSSProperties
  return (
    <PageContext value={{ page, host, version, onRetry, frames, values, items }}>
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

const items = (region: PageRegion) => <RegionItems region={region} />

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
  const { host, values, frames } = usePage()
  const { componentName, properties } = item
  if (componentName === DYNAMIC_COMPONENT) return <PlacedComponent item={item} />
  if (componentName === null || HOLDERS.has(componentName))
    return (
      <Suspense fallback={<PageSpinner label="" />}>
        <PagePart item={item} />
      </Suspense>
    )
  const texts = Object.fromEntries(
    Object.keys(properties).map(name => [name, pageText(propertyText(properties, name), values)]),
  )
  return (
    <Suspense fallback={<PageSpinner label="" />}>
      <StandardPart componentName={componentName} properties={texts} host={host} isBuilding={frames !== undefined} />
    </Suspense>
  )
}

const StandardPart = lazy(() => import('./standard/StandardPart.tsx'))
const PagePart = lazy(() => import('./PageParts.tsx'))

/// The components that hold others.
const HOLDERS = new Set(['flexipage:tabset', 'flexipage:tabset2', 'flexipage:accordion', 'flexipage:fieldSection'])

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
  const labels = useLabels()
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
  if (name === '') return <ScopedNotification variant="info">{labels.chooseComponent}</ScopedNotification>
  if (answer.status === 'loading') return <PageSpinner label={labels.loading(name)} />
  if (answer.status === 'error') {
    return (
      <ScopedNotification
        variant="error"
        action={<Button label={labels.tryAgain} iconName="utility:refresh" onClick={onRetry} />}
      >
        {labels.notLoadedBecause(name, answer.failure.message)}
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
