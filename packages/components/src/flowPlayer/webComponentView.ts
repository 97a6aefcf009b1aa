import { type ComponentType, createElement, useEffect, useRef } from 'react'
import type { ScreenComponentProps, ScreenNavigation } from './screenComponents.ts'

/// What a web component on a screen may have beside its attributes, which are properties of the element.
interface ScreenElement extends HTMLElement {
  /// As the `@api validate()` of Lightning Web Components.
  validate?(): { readonly isValid: boolean; readonly errorMessage?: string }
}

/// Shows the web component [element] for the screen component [name]. It is given its attributes as properties, tells what
/// it sets with `flowattributechange`, and leaves the screen with `flownavigation`.
///
/// Source: Lightning Web Components Developer Guide, "lightning-flow-support".
export function webComponentView(name: string, element: CustomElementConstructor): ComponentType<ScreenComponentProps> {
  const tag = defined(name, element)
  return function WebComponent(props) {
    const box = useRef<HTMLDivElement>(null)
    const shown = useRef<ScreenElement>(undefined)
    const latest = useRef(props)
    latest.current = props
    useEffect(() => {
      const made = document.createElement(tag) as ScreenElement
      shown.current = made
      Object.assign(made, latest.current.attributes)
      made.addEventListener('flowattributechange', event => changed(latest.current, event))
      made.addEventListener('flownavigation', event => navigated(latest.current, event))
      latest.current.onValidate(() => {
        const result = made.validate?.()
        return result && !result.isValid ? (result.errorMessage ?? '') : null
      })
      box.current!.append(made)
      return () => made.remove()
    }, [])
    const { attributes } = props
    useEffect(() => {
      if (shown.current) Object.assign(shown.current, attributes)
    }, [attributes])
    return createElement('div', { ref: box, 'data-component': name })
  }
}

function defined(name: string, element: CustomElementConstructor): string {
  const tag = name.toLowerCase().replace(/[^a-z\d]+/g, '-')
  if (!customElements.get(tag)) customElements.define(tag, element)
  return tag
}

function changed({ onChange }: ScreenComponentProps, event: Event): void {
  const { attributeName, attributeValue } = (event as CustomEvent<{ attributeName: string; attributeValue: unknown }>)
    .detail
  onChange({ [attributeName]: attributeValue })
}

function navigated({ onNavigate }: ScreenComponentProps, event: Event): void {
  const { action } = (event as CustomEvent<{ action: string }>).detail
  onNavigate(action.toLowerCase() as ScreenNavigation)
}
