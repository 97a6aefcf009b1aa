import type { CSSProperties } from 'react'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { spacing } from './spacing.ts'

export function Container({ state, component, slot }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const isRow = text('direction') === 'row'
  const style: CSSProperties = {
    flexDirection: isRow ? 'row' : 'column',
    flexWrap: isRow && state.attribute(apiName, 'wrap') !== false ? 'wrap' : 'nowrap',
    gap: spacing(text('gap')),
    alignItems: places[text('alignItems')] ?? 'stretch',
    justifyContent: places[text('justify')] ?? 'flex-start',
  }
  const look = state.attribute(apiName, 'border') === true ? 'slds-box millrace-container_border' : ''
  return (
    <div className={`millrace-container ${look}`} style={style}>
      {slot('content')}
    </div>
  )
}

const places: Readonly<Record<string, string>> = {
  start: 'flex-start',
  center: 'center',
  end: 'flex-end',
  between: 'space-between',
  stretch: 'stretch',
}
