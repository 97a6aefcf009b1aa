import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { ButtonIcon as SldsButtonIcon } from '../slds/ButtonIcon.tsx'

export function ButtonIcon({ state, component }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  return (
    <div>
      <SldsButtonIcon
        iconName={text('iconName')}
        assistiveText={text('label')}
        variant={variants.find(variant => variant === text('variant')) ?? 'border'}
        size={sizes.find(size => size === text('size')) ?? 'medium'}
        disabled={state.attribute(apiName, 'disabled') === true}
        busy={state.isBusy(apiName, 'click')}
        onClick={() => void state.trigger(apiName, 'click')}
      />
    </div>
  )
}

const variants = ['bare', 'container', 'border', 'border-filled', 'brand'] as const
const sizes = ['x-small', 'small', 'medium'] as const
