import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Icon as SldsIcon } from '../slds/Icon.tsx'

export function Icon({ state, component }: ComponentProps) {
  const text = useTexts(state, component.apiName)
  return (
    <div>
      <SldsIcon
        name={text('iconName')}
        size={sizes.find(size => size === text('size')) ?? 'medium'}
        variant={variants.find(variant => variant === text('variant')) ?? 'default'}
        assistiveText={text('alternativeText') || undefined}
      />
    </div>
  )
}

const sizes = ['xx-small', 'x-small', 'small', 'medium', 'large'] as const
const variants = ['default', 'success', 'warning', 'error'] as const
