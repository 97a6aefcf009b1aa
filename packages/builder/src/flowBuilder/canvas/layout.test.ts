import { parseFlow } from '@millrace/metadata'
import { expect, it } from 'vitest'
import { layoutFlow, type LayoutNode, NODE_HEIGHT, NODE_WIDTH, wholePart } from './layout.ts'

const to = (tag: string, target: string) => `<${tag}><targetReference>${target}</targetReference></${tag}>`

/// A flow of lines such as `decisions A connector=B,C default=D`.
function flowOf(lines: readonly string[]) {
  const elements = lines.map(line => {
    const [kind = '', name = '', ...ways] = line.split(' ')
    if (kind === 'start') return `<start>${to('connector', name)}</start>`
    const inner = ways.map(way => {
      const [tag = '', targets = ''] = way.split('=')
      if (tag !== 'rules') return to(tag, targets)
      return targets
        .split(',')
        .map((target, i) => `<rules><name>${name}_${i}</name>${target ? to('connector', target) : ''}</rules>`)
        .join('')
    })
    return `<${kind}><name>${name}</name>${inner.join('')}</${kind}>`
  })
  return parseFlow(`<Flow>${elements.join('\n')}</Flow>`, 'F.flow-meta.xml').flow!
}

const isOverlapping = (a: LayoutNode, b: LayoutNode): boolean =>
  Math.abs(a.x - b.x) < NODE_WIDTH && Math.abs(a.y - b.y) < NODE_HEIGHT

const shapes: Readonly<Record<string, readonly string[]>> = {
  'a line': ['start A', 'assignments A connector=B', 'assignments B'],
  'branches that meet': [
    'start D',
    'decisions D rules=A,B defaultConnector=C',
    'assignments A connector=C',
    'assignments B connector=C',
    'assignments C',
  ],
  'branches that end': ['start D', 'decisions D rules=A,', 'assignments A'],
  'a loop': [
    'start L',
    'loops L nextValueConnector=A noMoreValuesConnector=B',
    'assignments A connector=L',
    'assignments B',
  ],
  'a decision in a loop': [
    'start L',
    'loops L nextValueConnector=D noMoreValuesConnector=B',
    'decisions D rules=A defaultConnector=L',
    'assignments A connector=L',
    'assignments B',
  ],
  'an empty loop': ['start L', 'loops L'],
  'fault paths': [
    'start G',
    'recordLookups G connector=U faultConnector=X',
    'recordUpdates U connector=A faultConnector=Y',
    'assignments X',
    'assignments Y connector=A',
    'assignments A',
  ],
  'a circle without a loop': ['start A', 'assignments A connector=B', 'assignments B connector=A'],
  'elements that nothing reaches': ['start A', 'assignments A', 'assignments B connector=C', 'assignments C'],
  'branches that cross': [
    'start D',
    'decisions D rules=A defaultConnector=E',
    'decisions E rules=A defaultConnector=B',
    'assignments A',
    'assignments B',
  ],
}

it.each(Object.entries(shapes))('%s: every element once, none over another', (_, lines) => {
  const flow = flowOf(lines)
  const { nodes, edges } = layoutFlow(flow)
  const names = nodes.filter(({ kind }) => kind === 'element').map(({ id }) => id)
  expect(names.toSorted()).toEqual(flow.elements.map(({ name }) => name).toSorted())
  const overlaps = nodes.flatMap((a, i) =>
    nodes
      .slice(i + 1)
      .filter(b => isOverlapping(a, b))
      .map(b => `${a.id} ${b.id}`),
  )
  expect(overlaps).toEqual([])
  expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length)
  for (const { target } of edges) expect(nodes.map(({ id }) => id)).toContain(target)
})

it('centres a branching element over its branches, and what follows below', () => {
  const { nodes } = layoutFlow(flowOf(shapes['branches that meet']!))
  const x = (id: string) => nodes.find(node => node.id === id)!.x
  expect([x('D'), x('C')]).toEqual([0, 0])
  expect(x('A')).toBeLessThan(x('B'))
})

it('tells what reaches the loop again, an element elsewhere, and faults', () => {
  const kinds = (name: string) =>
    layoutFlow(flowOf(shapes[name]!)).edges.map(({ source, target, kind }) => `${source}>${target} ${kind}`)
  expect(kinds('a loop')).toContain('A>L return')
  expect(kinds('fault paths')).toContain('G>X fault')
  expect(kinds('fault paths')).toContain('Y>A goTo')
  expect(kinds('a circle without a loop')).toContain('B>A goTo')
})

it.each([
  ['branches that meet', 'D', 2, ['$start', 'C', 'D']],
  ['a loop', 'L', 1, ['$start', 'B', 'L']],
])('leaves out what is in %s', (shape, name, count, left) => {
  const { nodes, edges } = layoutFlow(flowOf(shapes[shape]!), new Set([name]))
  expect(
    nodes
      .filter(({ kind }) => kind !== 'end')
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(left)
  expect(nodes.find(({ id }) => id === name)?.folded).toBe(count)
  expect(edges.filter(({ source }) => source === name)).toHaveLength(1)
})

it.each([
  ['branches that meet', 'D', ['A', 'B', 'D']],
  ['a loop', 'L', ['A', 'L']],
  ['a line', 'A', ['A']],
])('takes %s for one part', (shape, name, part) => {
  expect(wholePart(flowOf(shapes[shape]!), name).toSorted()).toEqual(part)
})
