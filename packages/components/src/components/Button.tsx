import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { textAttribute } from '../renderer/useComponent.ts'
import { Button as SldsButton, buttonVariant } from '../slds/Button.tsx'

export function Button({ state, component }: ComponentProps) {
  const { apiName } = component
  const button = (
    <SldsButton
      label={textAttribute(state, apiName, 'label')}
      variant={buttonVariant(textAttribute(state, apiName, 'variant'))}
      iconName={textAttribute(state, apiName, 'iconName') || undefined}
      stretch={state.attribute(apiName, 'stretch') === true}
      disabled={state.attribute(apiName, 'disabled') === true}
      busy={state.isBusy(apiName, 'click')}
      onClick={() => void state.trigger(apiName, 'click')}
    />
  )
  return <div>{button}</div>
}
