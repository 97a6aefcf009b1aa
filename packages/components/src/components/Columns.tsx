import { type Settings, settingsList } from '@millrace/runtime'
import { isNum, numJson } from '@millrace/values'
import type { CSSProperties } from 'react'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { settingText } from '../renderer/settingText.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { spacing } from './spacing.ts'

export function Columns({ state, component, slot }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const columns = settingsList(state.attribute(apiName, 'columns'))
  const align = text('alignItems')
  const gap = spacing(text('gap'))
  const style = {
    // Computed with, so it needs its unit.
    '--millrace-columns-gap': gap === '0' ? '0px' : gap,
    alignItems: align === 'stretch' || align === 'center' ? align : align === 'end' ? 'end' : 'start',
  } as CSSProperties
  return (
    <div className="millrace-columns-box">
      <div className="millrace-columns" style={style}>
        {columns.map(column => {
          const name = settingText(column, 'name')
          return (
            <div key={name} className="millrace-component millrace-column" style={widths(column, columns.length)}>
              {slot(name)}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/// The column's width in twelfths where there is little, more and much room.
function widths(column: Settings, count: number): CSSProperties {
  const large = twelfths(column, 'large') ?? Math.max(1, Math.floor(12 / count))
  const medium = twelfths(column, 'medium') ?? large
  const small = twelfths(column, 'small') ?? 12
  return { '--millrace-small': small, '--millrace-medium': medium, '--millrace-large': large } as CSSProperties
}

function twelfths(column: Settings, name: string): number | undefined {
  const value = column[name]
  return isNum(value) ? Math.min(12, Math.max(1, Math.round(numJson(value)))) : undefined
}
