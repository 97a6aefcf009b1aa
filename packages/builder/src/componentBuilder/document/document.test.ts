import type { Component, DynamicComponent } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { clipOf, clipText, paste, readClip } from './clipboard.ts'
import { freeName, nameOfLabel, renamed, resourcesOf, usesOf, whyNotName } from './names.ts'
import { withTargetsRenamed } from './targets.ts'
import {
  componentsAt,
  everyComponent,
  findComponent,
  insertComponents,
  moveComponents,
  removeComponents,
} from './tree.ts'

const DEFINITION: DynamicComponent = {
  apiName: 'Sample',
  label: 'Sample',
  resources: [
    {
      type: 'query',
      apiName: 'Contacts',
      objectApiName: 'Contact',
      fields: ['Name'],
      filter: { field: 'Name', operator: 'eq', value: '{!wanted}' },
    },
    { type: 'variable', apiName: 'wanted', dataType: 'Text' },
    { type: 'variable', apiName: 'count', dataType: 'Number' },
    { type: 'formula', apiName: 'message', dataType: 'Text', formula: 'TEXT(count) & {!wanted} & "count"' },
  ],
  components: [
    {
      type: 'Card',
      apiName: 'Card1',
      attributes: { title: 'count of {!count}' },
      children: {
        body: [
          { type: 'Text', apiName: 'Text1', attributes: { value: '{!message}' } },
          {
            type: 'DataTable',
            apiName: 'Table',
            attributes: { records: '{!$Query.Contacts}', columns: [], headerActions: [{ name: 'go', label: 'Go' }] },
            interactions: {
              headerActionClick: [
                {
                  type: 'executeFlow',
                  targetName: 'go',
                  when: 'Table.SelectedRowsCount > count',
                  flowApiName: 'F',
                  inputVariables: [{ name: 'ids', value: '{!table.SelectedRowsKeyValue}' }],
                  outputVariables: [{ name: 'n', resourceName: 'count' }],
                  onFinish: [{ type: 'showToast', message: '{!count} done' }],
                },
              ],
            },
          },
        ],
      },
    },
    { type: 'Button', apiName: 'Button1', attributes: { label: 'Go' }, visibility: '{!count} > 0' },
  ],
}

const outline = (definition: DynamicComponent): string =>
  [...everyComponent(definition)]
    .map(({ component, place }) => `${place.parent ?? ''}/${place.slot}#${place.index} ${component.apiName}`)
    .join(', ')

const text = (apiName: string): Component => ({ type: 'Text', apiName })

describe('the tree', () => {
  it('finds components with their places', () => {
    expect(outline(DEFINITION)).toBe('/#0 Card1, Card1/body#0 Text1, Card1/body#1 Table, /#1 Button1')
    expect(findComponent(DEFINITION, 'Table')?.place).toEqual({ parent: 'Card1', slot: 'body', index: 1 })
  })

  it('inserts at the top and into slots', () => {
    const top = insertComponents(DEFINITION, { parent: null, slot: '', index: 1 }, [text('A')])
    expect(outline(top)).toContain('/#1 A, /#2 Button1')
    const inside = insertComponents(DEFINITION, { parent: 'Card1', slot: 'footer', index: 0 }, [text('A')])
    expect(componentsAt(inside, 'Card1', 'footer').map(({ apiName }) => apiName)).toEqual(['A'])
    expect(inside.components[1]).toBe(DEFINITION.components[1])
  })

  it.each([
    [
      'up among its siblings',
      ['Table'],
      { parent: 'Card1', slot: 'body', index: 0 },
      '/#0 Card1, Card1/body#0 Table, Card1/body#1 Text1, /#1 Button1',
    ],
    [
      'down among its siblings',
      ['Text1'],
      { parent: 'Card1', slot: 'body', index: 2 },
      '/#0 Card1, Card1/body#0 Table, Card1/body#1 Text1, /#1 Button1',
    ],
    ['to where it is', ['Text1'], { parent: 'Card1', slot: 'body', index: 0 }, outline(DEFINITION)],
    [
      'out of its parent',
      ['Table'],
      { parent: null, slot: '', index: 2 },
      '/#0 Card1, Card1/body#0 Text1, /#1 Button1, /#2 Table',
    ],
    [
      'into another',
      ['Button1'],
      { parent: 'Card1', slot: 'footer', index: 0 },
      '/#0 Card1, Card1/body#0 Text1, Card1/body#1 Table, Card1/footer#0 Button1',
    ],
    [
      'together, a child with its parent counted once',
      ['Button1', 'Card1', 'Table'],
      { parent: null, slot: '', index: 2 },
      outline(DEFINITION),
    ],
  ])('moves %s', (_, names, place, expected) => {
    expect(outline(moveComponents(DEFINITION, names, place)!)).toBe(expected)
  })

  it('does not move a component into itself', () => {
    expect(moveComponents(DEFINITION, ['Card1'], { parent: 'Card1', slot: 'body', index: 0 })).toBeUndefined()
  })

  it('removes components with what is inside; an empty slot goes too', () => {
    expect(outline(removeComponents(DEFINITION, ['Card1']))).toBe('/#0 Button1')
    const empty = removeComponents(DEFINITION, ['Text1', 'Table'])
    expect(empty.components[0]).toEqual({ type: 'Card', apiName: 'Card1', attributes: { title: 'count of {!count}' } })
  })
})

describe('names', () => {
  it.each([
    ['', 'Enter an API name.'],
    ['1st', '"1st" is no API name'],
    ['a__b', '"a__b" is no API name'],
    ['TABLE', '"TABLE" is taken'],
    ['fine', undefined],
  ])('%j', (name, why) => {
    const answer = whyNotName(DEFINITION, name)
    expect(why === undefined ? answer : answer?.startsWith(why)).toBe(why === undefined ? undefined : true)
  })

  it('may be written otherwise', () => expect(whyNotName(DEFINITION, 'TABLE', 'Table')).toBeUndefined())

  it.each([
    ['Set as Active', 'Set_as_Active'],
    ['  2nd Größe! ', 'nd_Gro_e'],
    ['Name', 'Name'],
  ])('of the label %j', (label, name) => expect(nameOfLabel(label)).toBe(name))

  it('are made free', () => {
    const taken = new Set(['text1', 'text2', 'button'])
    expect([freeName(taken, 'Text1'), freeName(taken, 'Button'), freeName(taken, 'Card')]).toEqual([
      'Text3',
      'Button2',
      'Card',
    ])
  })

  it('change everywhere: in braces, in formulas, as the name of a setting', () => {
    const changed = JSON.stringify(renamed(DEFINITION, 'count', 'total'))
    expect(changed).toContain('"apiName":"total"')
    expect(changed).toContain('"formula":"TEXT(total) & {!wanted} & \\"count\\""')
    expect(changed).toContain('"title":"count of {!total}"')
    expect(changed).toContain('"resourceName":"total"')
    expect(changed).toContain('"when":"Table.SelectedRowsCount > total"')
    expect(changed).toContain('"visibility":"{!total} > 0"')
    expect(changed).toContain('"message":"{!total} done"')
  })

  it('of components change ignoring case, of queries behind $Query', () => {
    const changed = JSON.stringify(renamed(renamed(DEFINITION, 'Table', 'People'), 'Contacts', 'All'))
    expect(changed).toContain('{!People.SelectedRowsKeyValue}')
    expect(changed).toContain('"when":"People.SelectedRowsCount > count"')
    expect(changed).toContain('{!$Query.All}')
  })

  it('are found where they are used', () => {
    expect(usesOf(DEFINITION, ['count']).map(({ owner }) => owner)).toEqual([
      'Formula "message"',
      'Card "Card1"',
      'Data Table "Table", Header Action Click',
      'Data Table "Table", Header Action Click',
      'Data Table "Table", Header Action Click',
      'Button "Button1"',
    ])
    expect(usesOf(DEFINITION, ['Table'])).toEqual([])
  })

  it('of resources that components need, also through others', () => {
    const table = findComponent(DEFINITION, 'Text1')!.component
    expect(resourcesOf(DEFINITION, [table]).map(({ apiName }) => apiName)).toEqual(['wanted', 'count', 'message'])
  })
})

describe('copy and paste', () => {
  it('gives names of their own to components, and uses resources that are there', () => {
    const { definition, components, addedResources } = paste(DEFINITION, clipOf(DEFINITION, ['Table']), {
      parent: null,
      slot: '',
      index: 2,
    })
    expect([components, addedResources]).toEqual([['Table2'], []])
    const pasted = JSON.stringify(findComponent(definition, 'Table2')!.component)
    expect(pasted).toContain('{!Table2.SelectedRowsKeyValue}')
    expect(pasted).toContain('"when":"Table2.SelectedRowsCount > count"')
  })

  it('brings its resources into another component; one of the same name that differs gets a new name', () => {
    const other: DynamicComponent = {
      ...DEFINITION,
      resources: [{ type: 'variable', apiName: 'wanted', dataType: 'Number' }],
      components: [],
    }
    const clip = readClip(clipText(clipOf(DEFINITION, ['Text1'])))!
    const { definition, addedResources } = paste(other, clip, { parent: null, slot: '', index: 0 })
    expect(addedResources).toEqual(['wanted2', 'count', 'message'])
    expect(definition.resources.at(-1)).toMatchObject({ formula: 'TEXT(count) & {!wanted2} & "count"' })
    expect(readClip('hello')).toBeUndefined()
  })
})

describe('Target Names', () => {
  const table = findComponent(DEFINITION, 'Table')!.component
  const withActions = (...actions: object[]): Component => ({
    ...table,
    attributes: { ...table.attributes, headerActions: actions },
  })
  const targetOf = (component: Component) => component.interactions!['headerActionClick']![0]!.targetName

  it('follow an action that gets another name, and no other', () => {
    const renamedAction = withActions({ name: 'run', label: 'Go' })
    expect(targetOf(withTargetsRenamed(table, renamedAction, 'headerActions'))).toBe('run')
    expect(targetOf(withTargetsRenamed(table, renamedAction, 'columns'))).toBe('go')
    const two = withActions({ name: 'new', label: 'New' }, { name: 'go', label: 'Go' })
    expect(targetOf(withTargetsRenamed(table, two, 'headerActions'))).toBe('go')
  })
})
