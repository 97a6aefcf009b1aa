import type { ComponentHost, ComponentState } from '@millrace/runtime'
import { type ReactNode, useEffect } from 'react'
import { DynamicComponent } from '../renderer/DynamicComponent.tsx'
import { FailureBoundary } from '../renderer/FailureBoundary.tsx'
import type { Problem } from '../renderer/Problems.tsx'
import { Button } from '../slds/Button.tsx'
import { EmptyState } from '../slds/EmptyState.tsx'
import { PageHeader } from '../slds/PageHeader.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { Spinner } from '../slds/Spinner.tsx'
import type { ApiFailure } from './api.ts'
import { MessagePage } from './MessagePage.tsx'
import { useJson } from './useJson.ts'

/// Answer of `GET /millrace/v1/pages/:name`.
interface PageDefinition {
  readonly name: string
  readonly label: string
  readonly template: string | null
  readonly regions: readonly PageRegion[]
}

interface PageRegion {
  readonly name: string
  readonly components: readonly PageComponent[]
}

interface PageComponent {
  readonly componentName: string
  /// API name of the Dynamic Component, where it is one.
  readonly dynamicComponent?: string | null
}

/// Answer of `GET /millrace/v1/components/:name`.
interface ComponentAnswer {
  readonly component: ComponentState['definition']
  readonly problems: readonly Problem[]
}

export interface FlexiPageProps {
  name: string
  host: ComponentHost
  /// Grows when the project's files have changed.
  version: number
  onRetry: () => void
}

/// A Lightning page: its Dynamic Components in the regions of its template.
export function FlexiPage({ name, host, version, onRetry }: FlexiPageProps) {
  const page = useJson<PageDefinition>(`/millrace/v1/pages/${encodeURIComponent(name)}`, version)
  useEffect(() => {
    if (page.status === 'ready') document.title = `${page.data.label} | Millrace`
  }, [page])
  if (page.status === 'loading') return <PageSpinner label="Loading the page" />
  if (page.status === 'error') return <PageFailure name={name} failure={page.failure} onRetry={onRetry} />
  const { label, regions } = page.data
  return (
    <>
      <PageHeader title={label} iconName="standard:app" />
      {regions.every(region => region.components.length === 0) && (
        <EmptyState title="This page has no components yet." />
      )}
      <Regions regions={regions}>
        {component => <PagePart component={component} host={host} version={version} onRetry={onRetry} />}
      </Regions>
    </>
  )
}

function Regions({
  regions,
  children,
}: {
  regions: readonly PageRegion[]
  children: (component: PageComponent) => ReactNode
}) {
  const filled = regions.filter(region => region.components.length > 0)
  const names = filled.map(region => region.name.toLowerCase())
  const layout = names.includes('sidebar')
    ? 'main-sidebar'
    : names.some(name => name.startsWith('region'))
      ? 'columns'
      : 'stacked'
  return (
    <div className={`millrace-regions millrace-regions_${layout}`}>
      {filled.map(region => (
        <div key={region.name} className="millrace-region" data-region={region.name}>
          {region.components.map((component, index) => (
            <FailureBoundary key={index} what={`"${component.dynamicComponent ?? component.componentName}"`}>
              {children(component)}
            </FailureBoundary>
          ))}
        </div>
      ))}
    </div>
  )
}

interface PagePartProps extends Omit<FlexiPageProps, 'name'> {
  component: PageComponent
}

function PagePart({ component, ...props }: PagePartProps) {
  if (component.dynamicComponent) return <LoadedComponent name={component.dynamicComponent} {...props} />
  return (
    <ScopedNotification variant="warning">
      "{component.componentName}" cannot be shown: Millrace shows Dynamic Components (millrace:dynamicComponent).
    </ScopedNotification>
  )
}

function LoadedComponent({ name, host, version, onRetry }: FlexiPageProps) {
  const answer = useJson<ComponentAnswer>(`/millrace/v1/components/${encodeURIComponent(name)}`, version)
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
  return <DynamicComponent definition={answer.data.component} problems={answer.data.problems} host={host} />
}

export function PageSpinner({ label }: { label: string }) {
  return (
    <div className="millrace-loading-page">
      <Spinner label={label} />
    </div>
  )
}

function PageFailure({ name, failure, onRetry }: { name: string; failure: ApiFailure; onRetry: () => void }) {
  if (failure.status === 404) {
    return (
      <MessagePage title="There is no such page" iconName="utility:search">
        <p>The project has no Lightning page "{name}". Its pages are in the bar above.</p>
      </MessagePage>
    )
  }
  return (
    <MessagePage title="The page could not be loaded" iconName="utility:error">
      <p className="slds-m-bottom_small">{failure.message}</p>
      <Button label="Try Again" iconName="utility:refresh" onClick={onRetry} />
    </MessagePage>
  )
}
