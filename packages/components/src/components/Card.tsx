import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { textAttribute } from '../renderer/useComponent.ts'
import { Card as SldsCard } from '../slds/Card.tsx'

export function Card({ state, component, slot }: ComponentProps) {
  const { apiName } = component
  const actions = slot('actions')
  return (
    <SldsCard
      title={textAttribute(state, apiName, 'title')}
      iconName={textAttribute(state, apiName, 'iconName') || undefined}
      actions={actions && <div className="millrace-button-row">{actions}</div>}
      footer={slot('footer')}
    >
      <div className="millrace-component">{slot('body')}</div>
    </SldsCard>
  )
}
