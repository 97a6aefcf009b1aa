import {
  addElement,
  allSlots,
  deleteElement,
  freeName,
  namesIn,
  parseFlow,
  patchNamed,
  renameNamed,
  type Flow,
  type FlowSlot,
} from '@millrace/metadata'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  layoutFlow,
  type LayoutNode,
  NODE_HEIGHT,
  NODE_WIDTH,
} from '../packages/builder/src/flowBuilder/canvas/layout.ts'

interface Trial {
  readonly title: string
  /// What is wrong, or null; undefined where the flow has nothing to try it on.
  run(flow: Flow): string | null | undefined
}

/// What Flow Builder promises, tried on every flow file below a folder.
const trials: readonly Trial[] = [
  {
    title: 'saved without a change, equal byte for byte',
    run(flow) {
      // Every label and connector is set to what it is already.
      const element = flow.elements.find(({ xml }) => xml.children.some(child => child.name === 'label'))
      const same = element ? patchNamed(flow, element.name, { label: element.label }) : flow.source
      return same === flow.source ? null : 'differs'
    },
  },
  {
    title: 'another label changes its line alone',
    run(flow) {
      const element = flow.elements.find(({ xml }) => xml.children.some(child => child.name === 'label'))
      if (!element) return undefined
      const before = flow.source.split('\n')
      const after = patchNamed(flow, element.name, { label: 'Another Label' }).split('\n')
      const label = element.xml.children.find(child => child.name === 'label')!
      const inLabel = flow.source.slice(label.span.start, label.span.end).split('\n').length - 1
      if (before.length - inLabel !== after.length) return 'lines were added or removed'
      const changed = after.filter((line, i) => line !== before[i > changedAt(before, after) ? i + inLabel : i]).length
      return changed <= 1 ? null : `${changed} lines differ`
    },
  },
  {
    title: 'renamed and renamed back, equal',
    run(flow) {
      const element = flow.elements[0]
      if (!element || hasOtherSpelling(flow, element.name)) return undefined
      const fresh = freeName('Renamed', namesIn(flow))
      const renamed = parsed(flow, renameNamed(flow, element.name, fresh))
      if (!renamed.elements.some(({ name }) => name === fresh)) return 'was not renamed'
      return renameNamed(renamed, fresh, element.name) === flow.source ? null : 'differs'
    },
  },
  {
    title: 'an element added at every connector and deleted again, equal byte for byte',
    run(flow) {
      const fresh = freeName('Added', namesIn(flow))
      for (const slot of allSlots(flow)) {
        const added = parsed(flow, addElement(flow, slot, 'assignments', { name: fresh, label: 'Added' }))
        if (added.elements.length !== flow.elements.length + 1) return `nothing was added at ${slot.owner}.${slot.tag}`
        const back = deleteElement(added, fresh)
        const isEqual = isNothing(flow, slot) ? shape(parsed(flow, back)) === shape(flow) : back === flow.source
        if (!isEqual) return `differs after ${slot.owner}.${slot.tag}`
      }
      return null
    },
  },
  {
    title: 'drawn with every element once and none over another',
    run(flow) {
      const nodes = layoutFlow(flow).nodes.filter(({ kind }) => kind === 'element')
      const names = new Set(flow.elements.map(({ name }) => name))
      if (new Set(nodes.map(({ id }) => id)).size !== names.size) return 'elements are missing'
      const over = nodes.find((a, i) => nodes.slice(i + 1).some(b => isOver(a, b)))
      return over ? `something stands over ${over.id}` : null
    },
  },
  {
    title: 'drawn with every branch and loop collapsed, none over another',
    run(flow) {
      const whole = layoutFlow(flow).nodes
      const nodes = layoutFlow(flow, new Set(whole.map(({ id }) => id))).nodes.filter(({ kind }) => kind === 'element')
      const over = nodes.find((a, i) => nodes.slice(i + 1).some(b => a.id === b.id || isOver(a, b)))
      if (over) return `something stands over ${over.id}`
      const hidden = nodes.reduce((sum, { folded }) => sum + (folded ?? 0), 0)
      return nodes.length + hidden === flow.elements.length ? null : 'elements are neither drawn nor counted'
    },
  },
]

/// A path without an element, which a file may write in several ways.
const isNothing = (flow: Flow, { kind, owner, target }: FlowSlot): boolean =>
  flow.elements.length === 0 || (kind === 'body' && target === owner)

const isOver = (a: LayoutNode, b: LayoutNode): boolean =>
  Math.abs(a.x - b.x) < NODE_WIDTH && Math.abs(a.y - b.y) < NODE_HEIGHT

/// `flow-edits DIR`: the share of flow files below DIR that keep each promise.
export function runFlowEdits(folder: string | undefined, list: boolean): number {
  if (!folder) throw new Error('Name a folder with flow files: npm run conformance -- flow-edits DIR')
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path =>
    /\.flow(-meta\.xml)?$/.test(path),
  )
  const counts = trials.map(() => ({ passed: 0, failed: 0 }))
  let unreadable = 0
  for (const path of paths) {
    const { flow } = parseFlow(readFileSync(join(folder, path), 'utf8'), path)
    if (!flow) {
      unreadable++
      continue
    }
    trials.forEach((trial, i) => {
      const problem = tried(trial, flow)
      if (problem === undefined) return
      counts[i]![problem === null ? 'passed' : 'failed']++
      if (problem !== null && list) console.log(`${path}: ${trial.title}: ${problem}`)
    })
  }
  console.log(`${paths.length} files, ${unreadable} of them no flow that can be read`)
  trials.forEach(({ title }, i) => {
    const { passed, failed } = counts[i]!
    console.log(`${((100 * passed) / Math.max(1, passed + failed)).toFixed(2)} % of ${passed + failed}: ${title}`)
  })
  const sum = (what: 'passed' | 'failed') => counts.reduce((total, count) => total + count[what], 0)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed')
}

function tried(trial: Trial, flow: Flow): string | null | undefined {
  try {
    return trial.run(flow)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function parsed(flow: Flow, text: string): Flow {
  const { flow: read } = parseFlow(text, flow.file)
  if (!read) throw new Error('the edited text is no flow any more')
  return read
}

/// Elements and connectors, without places.
const shape = (flow: Flow): string =>
  JSON.stringify([
    flow.elements.map(({ name }) => name),
    allSlots(flow).map(({ owner, target }) => [owner, target === owner ? null : target]),
  ])

/// Names are found ignoring case; renaming back gives every mention the declared spelling.
const hasOtherSpelling = ({ source }: Flow, name: string): boolean =>
  (source.match(new RegExp(`\\b${name}\\b`, 'gi')) ?? []).some(found => found !== name)

function changedAt(before: readonly string[], after: readonly string[]): number {
  const at = after.findIndex((line, i) => line !== before[i])
  return at < 0 ? after.length : at
}
