import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { flowProgress } from '../renderer/flowProgress.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Button as SldsButton, buttonVariant } from '../slds/Button.tsx'

export function Button({ state, component }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const size = text('size')
  const button = (
    <SldsButton
      label={text('label') + flowProgress(state.flowRun(apiName, 'click'))}
      variant={buttonVariant(text('variant'))}
      iconName={text('iconName') || undefined}
      iconPosition={text('iconPosition') === 'right' ? 'right' : 'left'}
      size={size === 'small' || size === 'large' ? size : 'medium'}
      title={text('tooltip') || undefined}
      stretch={state.attribute(apiName, 'stretch') === true}
      disabled={state.attribute(apiName, 'disabled') === true}
      busy={state.isBusy(apiName, 'click')}
      onClick={() => void state.trigger(apiName, 'click')}
    />
  )
  return <div>{button}</div>
}
