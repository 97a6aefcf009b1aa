import { parseFlow } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { columnBeside, placeAfterMove, placedFields, placeForNew, stepFrom } from './screenPlaces.ts'

const field = (name: string, fieldType: string, inner = '') =>
  `<fields><name>${name}</name><fieldType>${fieldType}</fieldType>${inner}</fields>`
const columns = field('S1', 'Region', field('B', 'InputField') + field('C', 'InputField')) + field('S2', 'Region')
const { flow } = parseFlow(
  `<Flow><screens><name>Ask</name>${field('A', 'InputField')}${field('S', 'RegionContainer', columns)}${field('D', 'DisplayText')}</screens></Flow>`,
  'F.flow-meta.xml',
)
const screen = flow!.elements[0]!
const fields = screen.kind === 'screens' ? screen.fields : []
const named = (name: string) => placedFields(fields).find(({ field }) => field.name === name)!

describe('a step down and up', () => {
  it.each([
    ['A', 1, [1, 0, 0]],
    ['A', -1, null],
    ['B', -1, [1]],
    ['B', 1, [1, 0, 2]],
    ['C', 1, [1, 1, 0]],
    ['C', -1, [1, 0, 0]],
    ['D', -1, [1, 1, 0]],
    ['D', 1, null],
    ['S', -1, [0]],
    ['S', 1, [3]],
  ] as const)('%s by %i comes to %j', (name, step, expected) => {
    expect(stepFrom(fields, named(name), step)).toEqual(expected)
  })
})

it.each([
  ['B', 1, [1, 1, 0]],
  ['B', -1, null],
  ['A', 1, null],
] as const)('%s to the side by %i comes to %j', (name, step, expected) => {
  expect(columnBeside(fields, named(name).place, step)).toEqual(expected)
})

it.each([
  [[0], [2], [1]],
  [[0], [1, 0, 1], [0, 0, 1]],
  [[1, 0, 0], [1], [1]],
  [
    [1, 0, 0],
    [1, 0, 2],
    [1, 0, 1],
  ],
  [[2], [0], [0]],
])('moved from %j to %j, it stands at %j', (from, to, expected) => {
  expect(placeAfterMove(from, to)).toEqual(expected)
})

it.each([
  [null, false, [3]],
  ['A', false, [1]],
  ['S', false, [1, 0, 2]],
  ['B', false, [1, 0, 1]],
  ['B', true, [2]],
] as const)('with %s selected, something new (a section: %j) goes to %j', (name, isSection, expected) => {
  expect(placeForNew(fields, name ? named(name) : null, isSection)).toEqual(expected)
})
