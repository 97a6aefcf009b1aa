import { type ComponentState, styleDeclarations } from '@millrace/runtime'
import { type CSSProperties, type ReactNode, useContext } from 'react'
import { componentViews } from '../components/index.ts'
import { useLabels } from '../labels/Localized.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import type { Component } from './ComponentProps.ts'
import { FailureBoundary } from './FailureBoundary.tsx'
import { useKeptFocus } from './FocusKeeper.tsx'
import { FramesContext } from './Frames.ts'
import { useComponent } from './useComponent.ts'

/// Components one below the other, those left out whose visibility formula is not true.
export function Components({ state, components = [] }: { state: ComponentState; components?: readonly Component[] }) {
  return components.map(component => (
    <Framed key={component.apiName} component={component}>
      <FailureBoundary what={`"${component.apiName}"`}>
        <VisibleComponent state={state} component={component} />
      </FailureBoundary>
    </Framed>
  ))
}

function Framed({ component, children }: { component: Component; children: ReactNode }) {
  const frames = useContext(FramesContext)
  return frames ? <frames.Component component={component}>{children}</frames.Component> : children
}

function VisibleComponent({ state, component }: { state: ComponentState; component: Component }) {
  const { apiName } = component
  useComponent(state, apiName)
  const frames = useContext(FramesContext)
  const isVisible = state.isVisible(apiName)
  useKeptFocus(isVisible)
  if (!isVisible) return null
  const View = componentViews[component.type]
  if (!View) return <UnknownType component={component} />
  const slot = (name: string, of: ComponentState = state) => {
    const children = component.children?.[name] ?? []
    const filled = children.length > 0 && <Components state={of} components={children} />
    if (!frames) return filled
    return (
      <frames.Slot parent={apiName} slot={name} components={children}>
        {filled}
      </frames.Slot>
    )
  }
  const view = (
    <>
      {/* Who looks for the component on the page finds it behind this. */}
      <template data-component={apiName} />
      <View state={state} component={component} slot={slot} />
    </>
  )
  const { declarations } = styleDeclarations(state.attribute(apiName, 'style'))
  if (Object.keys(declarations).length === 0) return view
  return (
    <div className="millrace-styled" style={declarations as CSSProperties}>
      {view}
    </div>
  )
}

function UnknownType({ component }: { component: Component }) {
  const labels = useLabels()
  return (
    <ScopedNotification variant="warning">
      {labels.cannotBeShown(component.apiName, component.type)} {Object.keys(componentViews).join(', ')}.
    </ScopedNotification>
  )
}
