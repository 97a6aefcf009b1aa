import { patchNamed } from '@millrace/metadata'
import { expect, it } from 'vitest'
import { type FlowEditing, openFlowText } from './flowEditing.ts'

const text = `<Flow>
    <assignments><name>A</name><label>A</label></assignments>
    <label>F</label>
</Flow>
`
const relabel = (label: string) => (flow: Parameters<typeof patchNamed>[0]) => patchNamed(flow, 'A', { label })

const open = (text: string): FlowEditing => {
  const editing = openFlowText('F', text)
  if ('problem' in editing) throw new Error(editing.problem)
  return editing
}

it('says why a text cannot be opened', () => {
  expect(openFlowText('F', '<Flow>')).toHaveProperty('problem')
})

it('goes back to the very text, and forth', () => {
  const editing = open(text)
  editing.apply('Change A', relabel('B'))
  const changed = editing.state.text
  expect(editing.state).toMatchObject({ undoTitle: 'Change A', redoTitle: null })
  editing.undo()
  expect(editing.state).toMatchObject({ text, undoTitle: null, redoTitle: 'Change A' })
  editing.redo()
  expect(editing.state.text).toBe(changed)
})

it('takes changes with one key back together', () => {
  const editing = open(text)
  editing.apply('Label', relabel('B'), 'label A')
  editing.apply('Label', relabel('C'), 'label A')
  editing.undo()
  expect(editing.state.text).toBe(text)
})

it('does not count what changes nothing', () => {
  const editing = open(text)
  editing.apply('Same', relabel('A'))
  expect(editing.state).toMatchObject({ undoTitle: null, revision: 0 })
})

it('forgets what was undone once something else is done', () => {
  const editing = open(text)
  editing.apply('B', relabel('B'))
  editing.undo()
  editing.apply('C', relabel('C'))
  editing.redo()
  expect(editing.state.text).toContain('<label>C</label>')
})
