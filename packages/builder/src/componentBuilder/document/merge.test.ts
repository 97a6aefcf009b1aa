import type { DynamicComponent } from '@millrace/metadata'
import { describe, expect, it } from 'vitest'
import { differences } from './differences.ts'
import { mergeDefinitions } from './merge.ts'
import { Editor } from './editor.ts'

const BASE: DynamicComponent = {
  apiName: 'C',
  label: 'C',
  resources: [{ type: 'variable', apiName: 'n', dataType: 'Number' }],
  components: [
    { type: 'DataTable', apiName: 'Contacts', attributes: { title: 'Contacts', maxRowSelection: 1 } },
    { type: 'Button', apiName: 'Go', attributes: { label: 'Go' } },
  ],
}
const [table, button] = BASE.components
const with_ = (values: Partial<DynamicComponent>): DynamicComponent => ({ ...BASE, ...values })
const titled = (title: string) => ({ ...table!, attributes: { ...table!.attributes, title } })

describe('two people', () => {
  it.each<[string, DynamicComponent, DynamicComponent, DynamicComponent, readonly string[]]>([
    ['the same', BASE, BASE, BASE, []],
    ['only I', with_({ label: 'Mine' }), BASE, with_({ label: 'Mine' }), []],
    ['only they', BASE, with_({ label: 'Theirs' }), with_({ label: 'Theirs' }), []],
    [
      'different things',
      with_({ label: 'Mine' }),
      with_({ components: [titled('People'), button!] }),
      with_({ label: 'Mine', components: [titled('People'), button!] }),
      [],
    ],
    ['the same thing', with_({ label: 'Mine' }), with_({ label: 'Theirs' }), with_({ label: 'Mine' }), ['label']],
    [
      'attributes of one component',
      with_({ components: [titled('Mine'), button!] }),
      with_({ components: [{ ...table!, attributes: { title: 'Contacts', maxRowSelection: 5 } }, button!] }),
      with_({ components: [{ ...table!, attributes: { title: 'Mine', maxRowSelection: 5 } }, button!] }),
      [],
    ],
    [
      'both add',
      with_({ components: [table!, { type: 'Text', apiName: 'A' }, button!] }),
      with_({ components: [table!, button!, { type: 'Text', apiName: 'B' }] }),
      with_({ components: [table!, { type: 'Text', apiName: 'A' }, button!, { type: 'Text', apiName: 'B' }] }),
      [],
    ],
    [
      'they remove what I left alone',
      with_({ label: 'Mine' }),
      with_({ components: [table!] }),
      with_({ label: 'Mine', components: [table!] }),
      [],
    ],
    [
      'they change what I removed',
      with_({ components: [table!] }),
      with_({ components: [table!, { ...button!, attributes: { label: 'Run' } }] }),
      with_({ components: [table!, { ...button!, attributes: { label: 'Run' } }] }),
      ['components.Go'],
    ],
  ])('%s', (_, mine, theirs, merged, conflicts) => {
    expect(mergeDefinitions(BASE, mine, theirs)).toEqual({ definition: merged, conflicts })
  })
})

describe('differences in words', () => {
  it.each<[string, DynamicComponent, readonly string[]]>([
    ['none', BASE, []],
    ['a label', with_({ label: 'D' }), ['Label: "C" → "D"']],
    [
      'an attribute',
      with_({ components: [{ ...table!, attributes: { title: 'Contacts' } }, button!] }),
      ['Max Row Selection of Contacts: 1 → none'],
    ],
    ['another order', with_({ components: [button!, table!] }), ['Other order: Go, Contacts']],
    [
      'gone and come',
      with_({ resources: [], components: [table!, { type: 'Text', apiName: 'T' }] }),
      ['Removed Variable n', 'Removed Button Go', 'Added Text T'],
    ],
    [
      'moved',
      with_({ components: [table!, { type: 'Card', apiName: 'Card', children: { body: [button!] } }] }),
      ['Added Card Card', 'Moved Button Go into Card'],
    ],
    [
      'interactions',
      with_({ components: [table!, { ...button!, interactions: { click: [{ type: 'refreshAllQueries' }] } }] }),
      ['Click of Go: other interactions'],
    ],
    [
      'when it is shown',
      with_({ components: [table!, { ...button!, visibility: 'n > 0' }] }),
      ['Visibility of Go: always → "n > 0"'],
    ],
  ])('%s', (_, after, lines) => {
    expect(differences(BASE, after)).toEqual(lines)
  })
})

describe('the history', () => {
  it('has names, and typing into one field is one step', () => {
    const editor = new Editor(BASE)
    editor.change('Change the label', with_({ label: 'D' }), { key: 'label' })
    editor.change('Change the label', with_({ label: 'De' }), { key: 'label' })
    editor.change('Delete Go', with_({ label: 'De', components: [table!] }), { selection: ['Contacts'] })
    expect([editor.undoable, editor.redoable]).toEqual([['Delete Go', 'Change the label'], []])
    expect([editor.undo(), editor.definition.components.length, editor.snapshot.selection]).toEqual([
      'Delete Go',
      2,
      [],
    ])
    expect([editor.undo(), editor.definition]).toEqual(['Change the label', BASE])
    expect([editor.undo(), editor.redoable]).toEqual([undefined, ['Change the label', 'Delete Go']])
    editor.redo()
    expect([editor.definition.label, editor.undoable]).toEqual(['De', ['Change the label']])
    editor.change('Other', BASE)
    expect(editor.redoable).toEqual([])
  })
})
