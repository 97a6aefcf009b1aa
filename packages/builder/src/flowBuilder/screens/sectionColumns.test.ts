import { type FlowScreenField, parseFlow } from '@millrace/metadata'
import { expect, it } from 'vitest'
import { setColumnCount } from './sectionColumns.ts'

const field = (name: string, type: string, inner = '') =>
  `<fields><name>${name}</name><fieldType>${type}</fieldType>${inner}</fields>`
const column = (name: string, ...inside: string[]) =>
  field(name, 'Region', inside.map(one => field(one, 'InputField')).join(''))
const flow = parseFlow(
  `<Flow><screens><name>Ask</name>${field('S', 'RegionContainer', column('S_Column1', 'A') + column('S_Column3', 'B', 'C'))}</screens></Flow>`,
  'F.flow-meta.xml',
).flow!

const columnsOf = (source: string): readonly FlowScreenField[] => {
  const [screen] = parseFlow(source, 'F.flow-meta.xml').flow!.elements
  return screen?.kind === 'screens' ? screen.fields[0]!.fields : []
}

it.each([
  [1, 'S_Column1 12: A B C'],
  [2, 'S_Column1 6: A, S_Column3 6: B C'],
  [3, 'S_Column1 4: A, S_Column3 4: B C, S_Column4 4: '],
  [4, 'S_Column1 3: A, S_Column3 3: B C, S_Column4 3: , S_Column5 3: '],
])('a section of %i columns has what stood in it, and names of their own', (count, expected) => {
  const columns = columnsOf(setColumnCount(flow, 'Ask', [0], count))
  const told = columns.map(({ name, width, fields }) => `${name} ${width}: ${fields.map(one => one.name).join(' ')}`)
  expect(told.join(', ')).toBe(expected)
})
