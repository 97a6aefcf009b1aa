import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { spacing } from './spacing.ts'

export function Spacer({ state, component }: ComponentProps) {
  const size = spacing(useTexts(state, component.apiName)('size'))
  return <div aria-hidden="true" style={{ width: size, height: size }} />
}
