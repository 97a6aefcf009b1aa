import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { safePicture } from '../renderer/safeAddress.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Avatar as SldsAvatar } from '../slds/Avatar.tsx'

export function Avatar({ state, component }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const [name, details] = [text('name'), text('details')]
  const showsName = state.attribute(apiName, 'showName') === true
  const avatar = (
    <SldsAvatar
      name={name}
      source={safePicture(text('source'))}
      initials={text('initials') || undefined}
      iconName={text('iconName') || undefined}
      variant={text('variant') === 'square' ? 'square' : 'circle'}
      size={sizes.find(size => size === text('size')) ?? 'medium'}
      hideName={showsName}
    />
  )
  if (!showsName) return <div>{avatar}</div>
  return (
    <div className="millrace-person">
      {avatar}
      <div>
        <p>{name}</p>
        {details && <p className="slds-text-body_small slds-text-color_weak">{details}</p>}
      </div>
    </div>
  )
}

const sizes = ['x-small', 'small', 'medium', 'large'] as const
