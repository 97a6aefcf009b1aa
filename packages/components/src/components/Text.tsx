import type { CSSProperties } from 'react'
import { isNum, numJson } from '@millrace/values'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { useTexts } from '../renderer/useTexts.ts'

export function Text({ state, component }: ComponentProps) {
  const attribute = useTexts(state, component.apiName)
  const variant = attribute('variant')
  const lines = state.attribute(component.apiName, 'maxLines')
  const isCut = isNum(lines) && numJson(lines) >= 1
  const style: CSSProperties = {
    textAlign: aligns[attribute('align')],
    ...(isCut ? { WebkitLineClamp: Math.floor(numJson(lines)) } : {}),
  }
  const classes = ['millrace-text', looks[variant], colors[attribute('color')], isCut && 'millrace-text_cut']
  const look = { className: classes.filter(Boolean).join(' '), style }
  const text = attribute('value')
  if (variant === 'heading') return <h2 {...look}>{text}</h2>
  if (variant === 'subheading') return <h3 {...look}>{text}</h3>
  if (variant === 'code') return <pre {...look}>{text}</pre>
  return <p {...look}>{text}</p>
}

const looks: Readonly<Record<string, string>> = {
  heading: 'slds-text-heading_medium',
  subheading: 'slds-text-heading_small',
  title: 'slds-text-title_bold',
  weak: 'slds-text-color_weak',
  small: 'slds-text-body_small',
  code: 'millrace-code',
}

const colors: Readonly<Record<string, string>> = {
  weak: 'slds-text-color_weak',
  brand: 'millrace-text_brand',
  success: 'slds-text-color_success',
  warning: 'millrace-text_warning',
  error: 'slds-text-color_error',
}

const aligns: Readonly<Record<string, CSSProperties['textAlign']>> = { center: 'center', end: 'end' }
