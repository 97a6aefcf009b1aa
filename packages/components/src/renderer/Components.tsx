import type { ComponentState } from '@millrace/runtime'
import { componentViews } from '../components/index.ts'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import type { Component } from './ComponentProps.ts'
import { FailureBoundary } from './FailureBoundary.tsx'
import { useComponent } from './useComponent.ts'

/// Components one below the other, those left out whose visibility formula is not true.
export function Components({ state, components = [] }: { state: ComponentState; components?: readonly Component[] }) {
  return components.map(component => (
    <FailureBoundary key={component.apiName} what={`The component "${component.apiName}"`}>
      <VisibleComponent state={state} component={component} />
    </FailureBoundary>
  ))
}

function VisibleComponent({ state, component }: { state: ComponentState; component: Component }) {
  useComponent(state, component.apiName)
  if (!state.isVisible(component.apiName)) return null
  const View = componentViews[component.type]
  if (!View) return <UnknownType component={component} />
  const slot = (name: string) => {
    const children = component.children?.[name]
    return children && children.length > 0 && <Components state={state} components={children} />
  }
  return <View state={state} component={component} slot={slot} />
}

function UnknownType({ component }: { component: Component }) {
  return (
    <ScopedNotification variant="warning">
      "{component.apiName}" cannot be shown: there is no component type "{component.type}". There are{' '}
      {Object.keys(componentViews).join(', ')}.
    </ScopedNotification>
  )
}
