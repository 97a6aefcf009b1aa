import {
  addScreenField,
  copyScreenField,
  type Flow,
  type FlowScreen,
  moveScreenField,
  parseFlow,
  patchNamed,
  removeItem,
  renameScreenField,
  screenFieldAt,
  screenPath,
  setColumnWidth,
} from '@millrace/metadata'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { screenParts } from '../packages/builder/src/flowBuilder/screens/screenParts.ts'
import {
  isSection,
  placeAfterMove,
  type PlacedField,
  selectableFields,
  stepFrom,
} from '../packages/builder/src/flowBuilder/screens/screenPlaces.ts'
import { screenPreview } from '../packages/builder/src/flowBuilder/screens/screenPreview.ts'
import { setColumnCount } from '../packages/builder/src/flowBuilder/screens/sectionColumns.ts'

/// What the screen editor promises, tried on every screen, or on every component of it. Null: kept.
interface Trial {
  readonly title: string
  screen?(flow: Flow, screen: FlowScreen): string | null
  field?(flow: Flow, screen: FlowScreen, field: PlacedField): string | null | undefined
}

const SCHEMA = { objects: [], object: () => undefined }

const trials: readonly Trial[] = [
  {
    title: 'drawn with every component in its place',
    screen(flow, screen) {
      const shown = [...screenPreview(screen.fields, flow, SCHEMA).places.values()].map(place => place.join())
      const missing = selectableFields(screen.fields).filter(({ place }) => !shown.includes(place.join()))
      return missing.length === 0 ? null : `${missing.length} components are not shown`
    },
  },
  {
    title: 'every setting set to what it is, equal byte for byte',
    field(flow, screen, { field, place }) {
      const { fieldText, isRequired, xml } = field
      const has = (tag: string) => xml.children.some(({ name }) => name === tag)
      const same = patchNamed(
        flow,
        screen.name,
        {
          ...(fieldText !== null ? { fieldText } : {}),
          ...(has('isRequired') ? { isRequired: String(isRequired) } : {}),
          inputParameters: field.inputParameters.map(() => ({})),
        },
        screenPath(place),
      )
      return same === flow.source ? null : 'differs'
    },
  },
  {
    title: 'another label changes its line alone',
    field(flow, screen, { field, place }) {
      const label = field.xml.children.find(({ name }) => name === 'fieldText')
      if (!label) return undefined
      const after = patchNamed(flow, screen.name, { fieldText: 'Another Label' }, screenPath(place))
      const [start, end] = [label.inner.start, flow.source.length - label.inner.end]
      return after.slice(0, start) === flow.source.slice(0, start) &&
        after.slice(after.length - end) === flow.source.slice(flow.source.length - end)
        ? null
        : 'more than the label differs'
    },
  },
  {
    title: 'every kind of component added at the end and deleted again, equal',
    screen(flow, screen) {
      const place = [screen.fields.length]
      for (const part of screenParts) {
        const added = parsed(flow, addScreenField(flow, screen.name, place, part.content('Added_Here')))
        if (screenOf(added, screen.name).fields.length !== screen.fields.length + 1)
          return `${part.label} was not added`
        if (removeItem(added, screen.name, screenPath(place)) !== flow.source) return `differs after ${part.label}`
      }
      return null
    },
  },
  {
    title: 'a component added before each and deleted again, equal',
    field(flow, screen, { place }) {
      const content = screenParts[0]!.content('Added_Here')
      const added = parsed(flow, addScreenField(flow, screen.name, place, content))
      return removeItem(added, screen.name, screenPath(place)) === flow.source ? null : 'differs'
    },
  },
  {
    title: 'moved a step down and back up, the same components in the same places',
    field(flow, screen, placed) {
      const to = stepFrom(screen.fields, placed, 1)
      if (!to) return undefined
      const moved = parsed(flow, moveScreenField(flow, screen.name, placed.place, to))
      const now = placeAfterMove(placed.place, to)
      const { fields } = screenOf(moved, screen.name)
      const field = screenFieldAt(fields, now)
      if (field?.name !== placed.field.name) return 'is not where it was moved to'
      const back = stepFrom(fields, { field, place: now }, -1)
      if (!back) return 'has no way back'
      const again = parsed(flow, moveScreenField(moved, screen.name, now, back))
      return shape(again, screen.name) === shape(flow, screen.name) ? null : 'stands elsewhere'
    },
  },
  {
    title: 'copied with a name of its own, and the copy deleted, equal',
    field(flow, screen, { field, place }) {
      const behind = [...place.slice(0, -1), place.at(-1)! + 1]
      const copied = parsed(flow, copyScreenField(flow, screen.name, place))
      const copy = screenFieldAt(screenOf(copied, screen.name).fields, behind)
      if (!copy || (field.name !== '' && copy.name === field.name)) return 'has no copy'
      return removeItem(copied, screen.name, screenPath(behind)) === flow.source ? null : 'differs'
    },
  },
  {
    title: 'renamed and renamed back, equal',
    field(flow, screen, { field, place }) {
      if (field.name === '' || hasOtherSpelling(flow, field.name)) return undefined
      const renamed = parsed(flow, renameScreenField(flow, screen.name, place, 'Renamed_For_Now'))
      return renameScreenField(renamed, screen.name, place, field.name) === flow.source ? null : 'differs'
    },
  },
  {
    title: 'deleted, and nothing else',
    field(flow, screen, { place }) {
      const { span } = screenFieldAt(screen.fields, place)!.xml
      const after = removeItem(flow, screen.name, screenPath(place))
      const left = flow.source.slice(0, span.start) + flow.source.slice(span.end)
      return after.replaceAll(/\s/g, '') === left.replaceAll(/\s/g, '') ? null : 'more is gone'
    },
  },
  {
    title: 'a section of other columns keeps its components; its widths set to what they are, equal',
    field(flow, screen, { field, place }) {
      if (!isSection(field)) return undefined
      const inside = field.fields.flatMap(column => column.fields).length
      for (const count of [1, 2, 3, 4]) {
        const changed = parsed(flow, setColumnCount(flow, screen.name, place, count))
        const columns = screenFieldAt(screenOf(changed, screen.name).fields, place)!.fields
        if (columns.length !== count) return `has ${columns.length} columns and not ${count}`
        if (columns.flatMap(column => column.fields).length !== inside) return 'lost a component'
      }
      const same = field.fields.every(
        ({ width }, i) => width === null || setColumnWidth(flow, screen.name, [...place, i], width) === flow.source,
      )
      return same ? null : 'another width'
    },
  },
]

/// `screen-edits DIR`: the share of screens and their components, of flow files below DIR, that keep each promise.
export function runScreenEdits(folder: string | undefined, list: boolean): number {
  if (!folder) throw new Error('Name a folder with flow files: npm run conformance -- screen-edits DIR')
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path =>
    /\.flow(-meta\.xml)?$/.test(path),
  )
  const counts = trials.map(() => ({ passed: 0, failed: 0 }))
  const seen = { flows: 0, screens: 0, components: 0 }
  for (const path of paths) {
    const { flow } = parseFlow(readFileSync(join(folder, path), 'utf8'), path)
    const screens = flow?.elements.filter(element => element.kind === 'screens') ?? []
    if (!flow || screens.length === 0) continue
    seen.flows++
    for (const name of screens.map(({ name }) => name)) {
      const alone = screenAlone(flow, name)
      const screen = screenOf(alone, name)
      const fields = selectableFields(screen.fields)
      seen.screens++
      seen.components += fields.length
      trials.forEach((trial, i) => {
        const problems = [
          ...(trial.screen ? [tried(() => trial.screen!(alone, screen))] : []),
          ...(trial.field ? fields.map(placed => tried(() => trial.field!(alone, screen, placed))) : []),
        ]
        for (const problem of problems) {
          if (problem === undefined) continue
          counts[i]![problem === null ? 'passed' : 'failed']++
          if (problem !== null && list) console.log(`${path}: ${name}: ${trial.title}: ${problem}`)
        }
      })
    }
  }
  console.log(`${seen.flows} flows with ${seen.screens} screens, ${seen.components} components on them`)
  trials.forEach(({ title }, i) => {
    const { passed, failed } = counts[i]!
    console.log(`${((100 * passed) / Math.max(1, passed + failed)).toFixed(2)} % of ${passed + failed}: ${title}`)
  })
  const sum = (what: 'passed' | 'failed') => counts.reduce((total, count) => total + count[what], 0)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed')
}

/// A screen as it is written, in a flow of nothing else: a file of a megabyte is not read anew for each trial.
function screenAlone(flow: Flow, name: string): Flow {
  const { span } = screenOf(flow, name).xml
  return parsed(flow, `<Flow>\n    ${flow.source.slice(span.start, span.end)}\n</Flow>\n`)
}

function tried(run: () => string | null | undefined): string | null | undefined {
  try {
    return run()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function parsed(flow: Flow, text: string): Flow {
  const { flow: read } = parseFlow(text, flow.file)
  if (!read) throw new Error('the edited text is no flow any more')
  return read
}

function screenOf(flow: Flow, name: string): FlowScreen {
  const found = flow.elements.find(element => element.kind === 'screens' && element.name === name)
  if (found?.kind !== 'screens') throw new Error('the screen is gone')
  return found
}

const shape = (flow: Flow, screen: string): string =>
  JSON.stringify(
    selectableFields(screenOf(flow, screen).fields).map(({ field, place }) => [
      field.name || field.objectFieldReference,
      place,
    ]),
  )

/// Names are found ignoring case; renaming back gives every mention the declared spelling.
const hasOtherSpelling = ({ source }: Flow, name: string): boolean =>
  (source.match(new RegExp(`\\b${name}\\b`, 'gi')) ?? []).some(found => found !== name)
