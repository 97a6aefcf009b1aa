import {
  addScreenField,
  type Flow,
  moveScreenField,
  parseFlow,
  removeItem,
  screenFieldAt,
  screenPath,
  type ScreenPlace,
  setColumnWidth,
} from '@millrace/metadata'
import { newColumn } from './screenParts.ts'

const TWELFTHS = 12

/// Gives the section at [place] of [screen] so many columns of one width. What stood in a column that goes stands in the
/// last that stays.
export function setColumnCount(flow: Flow, screen: string, place: ScreenPlace, count: number): string {
  let now = flow
  const make = (text: string): void => {
    now = parseFlow(text, flow.file).flow ?? now
  }
  const columns = () => {
    const element = now.elements.find(({ name }) => name === screen)
    return (element?.kind === 'screens' && screenFieldAt(element.fields, place)?.fields) || []
  }
  const name = screenFieldNamed(flow, screen, place)
  while (columns().length < count) {
    const position = columns().length
    const taken = new Set(columns().map(column => column.name))
    let number = position + 1
    while (taken.has(`${name}_Column${number}`)) number++
    make(addScreenField(now, screen, [...place, position], newColumn(`${name}_Column${number}`, 1)))
  }
  while (columns().length > Math.max(1, count)) {
    const last = columns().length - 1
    while (columns()[last]!.fields.length > 0) {
      const end = [...place, last - 1, columns()[last - 1]!.fields.length]
      make(moveScreenField(now, screen, [...place, last, 0], end))
    }
    make(removeItem(now, screen, screenPath([...place, last])))
  }
  const width = Math.floor(TWELFTHS / Math.max(1, count))
  columns().forEach((_, i) => make(setColumnWidth(now, screen, [...place, i], width)))
  return now.source
}

function screenFieldNamed(flow: Flow, screen: string, place: ScreenPlace): string {
  const element = flow.elements.find(({ name }) => name === screen)
  const section = element?.kind === 'screens' ? screenFieldAt(element.fields, place) : undefined
  return section?.name || 'Section'
}
