import { componentTypes, interactionTypes } from '@millrace/runtime'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { withoutBuilderParts } from '../../declarationsOfPages.ts'

const root = join(import.meta.dirname, '../../../..')
const copy = join(root, 'build/declarations-of-pages')
afterAll(() => rmSync(copy, { recursive: true, force: true }))

it.each([
  [
    'a setting',
    "const a = { name: 'x', label: 'X', type: 'text', help: 'Y' }",
    "const a = { name: 'x', type: 'text', }",
  ],
  [
    'what comes last',
    "const a = [{ type: 'text', name: 'x', label: `X` }]",
    "const a = [{ type: 'text', name: 'x', }]",
  ],
  [
    'a setting in a setting',
    "const a = { name: 'x', label: 'X', type: 'list', items: [{ name: 'y', label: 'Y', type: 'icon' }] }",
    "const a = { name: 'x', type: 'list', items: [{ name: 'y', type: 'icon' }] }",
  ],
  ['a part of all settings', "const a = { label: 'X', help: 'Y' }", "const a = { label: 'X', }"],
  [
    'a kind',
    "export const a: T = { type: 'A', label: 'A', help: 'B', properties: [], run() {}, check(c) { c() } }",
    "export const a: T = { type: 'A', label: 'A', properties: [], run() {}, }",
  ],
  ['data', "const a = { group: 1, options: 2, when: 3, help: 'X' }", undefined],
  ['a setting with a type worked out', "const a = { name: 'x', label: 'X', type: kind }", undefined],
  ['what a function makes', "const a = () => ({ name: 'x', label: 'X', type: 'text', help: 'Y' })", undefined],
  ['a computed name', "const a = { label: 'X', ['help']: 'Y' }", undefined],
])('%s', (_, code, expected) => expect(withoutBuilderParts(code)).toBe(expected ?? code))

describe('the declarations of pages', async () => {
  cpSync(join(root, 'packages/runtime/src'), copy, { recursive: true, filter: path => !path.endsWith('.test.ts') })
  for (const folder of ['componentTypes', 'interactions'])
    for (const path of readdirSync(join(copy, folder), { recursive: true, encoding: 'utf8' })) {
      const file = join(copy, folder, path)
      if (file.endsWith('.ts')) writeFileSync(file, withoutBuilderParts(readFileSync(file, 'utf8')))
    }
  const ofPages: { componentTypes: typeof componentTypes; interactionTypes: typeof interactionTypes } = await import(
    join(copy, 'index.ts')
  )

  it.each([
    ['componentTypes', componentTypes, ofPages.componentTypes],
    ['interactionTypes', interactionTypes, ofPages.interactionTypes],
  ] as const)('say the same of %s, but for what builders and checks ask', (_, complete, shorter) => {
    const left = new Set<string>()
    expect(shorter.length).toBe(complete.length)
    for (const [i, declaration] of complete.entries()) compare(declaration, shorter[i], left)
    const check = complete === interactionTypes ? ['check'] : []
    expect([...left].sort()).toEqual([
      ...check,
      'group',
      'help',
      ...(check.length > 0 ? [] : ['iconName']),
      'label',
      'options',
      ...(check.length > 0 ? [] : ['palette']),
      'required',
      'when',
    ])
  })
})

/// Adds to [left] what [shorter] lacks; everything else has to be the same.
function compare(complete: unknown, shorter: unknown, left: Set<string>): void {
  if (typeof complete === 'function') return expect(typeof shorter).toBe('function')
  if (typeof complete !== 'object' || complete === null) return expect(shorter).toBe(complete)
  const there = new Map(Object.entries(shorter as object))
  for (const [name, value] of Object.entries(complete))
    if (value === undefined || there.get(name) !== undefined) compare(value, there.get(name), left)
    else left.add(name)
  expect(Object.keys(complete)).toEqual(expect.arrayContaining([...there.keys()]))
}
