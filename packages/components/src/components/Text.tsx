import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { textAttribute } from '../renderer/useComponent.ts'

export function Text({ state, component }: ComponentProps) {
  const text = textAttribute(state, component.apiName, 'value')
  const variant = textAttribute(state, component.apiName, 'variant')
  if (variant === 'heading') return <h2 className="slds-text-heading_medium millrace-text">{text}</h2>
  return <p className={`millrace-text ${looks[variant] ?? ''}`}>{text}</p>
}

const looks: Readonly<Record<string, string>> = { title: 'slds-text-title_bold', weak: 'slds-text-color_weak' }
