import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Badge as SldsBadge } from '../slds/Badge.tsx'

export function Badge({ state, component }: ComponentProps) {
  const text = useTexts(state, component.apiName)
  return (
    <div>
      <SldsBadge
        label={text('label')}
        variant={variants.find(variant => variant === text('variant')) ?? 'default'}
        iconName={text('iconName') || undefined}
        iconPosition={text('iconPosition') === 'right' ? 'right' : 'left'}
      />
    </div>
  )
}

const variants = ['default', 'lightest', 'inverse', 'success', 'warning', 'error'] as const
