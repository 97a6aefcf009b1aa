import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Card as SldsCard } from '../slds/Card.tsx'

export function Card({ state, component, slot }: ComponentProps) {
  const text = useTexts(state, component.apiName)
  const actions = slot('actions')
  return (
    <SldsCard
      title={text('title')}
      caption={text('caption') || undefined}
      iconName={text('iconName') || undefined}
      actions={actions && <div className="millrace-button-row">{actions}</div>}
      footer={slot('footer')}
      padded={state.attribute(component.apiName, 'padded') !== false}
    >
      <div className="millrace-component">{slot('body')}</div>
    </SldsCard>
  )
}
