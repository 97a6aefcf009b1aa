import { itemKey } from '@millrace/runtime'
import { isNum, numJson } from '@millrace/values'
import type { CSSProperties } from 'react'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { RecordsOrReason } from './RecordsOrReason.tsx'
import { spacing } from './spacing.ts'

export function Repeater({ state, component, slot }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const [width, max] = [state.attribute(apiName, 'itemWidth'), state.attribute(apiName, 'maxItems')]
  const style = {
    gap: spacing(text('gap')),
    '--millrace-item-width': `${isNum(width) ? numJson(width) : 240}px`,
  } as CSSProperties
  return (
    <RecordsOrReason state={state} apiName={apiName} what={apiName} emptyMessage={text('emptyMessage')}>
      {records => (
        <ul className={text('layout') === 'grid' ? 'millrace-grid' : 'millrace-component'} style={style}>
          {records.slice(0, isNum(max) ? Math.max(0, numJson(max)) : undefined).map((item, index) => {
            const key = itemKey(item, index)
            return (
              <li key={key} className="millrace-component" data-key={key}>
                {slot('item', state.item(apiName, item, key))}
              </li>
            )
          })}
        </ul>
      )}
    </RecordsOrReason>
  )
}
