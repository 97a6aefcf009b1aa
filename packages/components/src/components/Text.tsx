import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { useTexts } from '../renderer/useTexts.ts'

export function Text({ state, component }: ComponentProps) {
  const attribute = useTexts(state, component.apiName)
  const [text, variant] = [attribute('value'), attribute('variant')]
  if (variant === 'heading') return <h2 className="slds-text-heading_medium millrace-text">{text}</h2>
  return <p className={`millrace-text ${looks[variant] ?? ''}`}>{text}</p>
}

const looks: Readonly<Record<string, string>> = { title: 'slds-text-title_bold', weak: 'slds-text-color_weak' }
