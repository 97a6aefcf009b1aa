import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { spacing } from './spacing.ts'

export function Divider({ state, component }: ComponentProps) {
  const text = useTexts(state, component.apiName)
  const label = text('label')
  const style = { marginBlock: spacing(text('spacing')) }
  if (!label) return <hr className="millrace-divider" style={style} />
  return (
    <div className="millrace-divider millrace-divider_label" style={style}>
      {label}
    </div>
  )
}
