import { type Flow, slotsOf, type XmlElement } from '@millrace/metadata'

/// One thing that is different between two versions, in words.
export interface FlowDifference {
  /// API name of the element or resource; null for the flow itself.
  readonly name: string | null
  readonly kind: 'added' | 'removed' | 'changed'
  readonly isElement: boolean
  /// "Update Records "Set Status"", and what changed in it.
  readonly title: string
  readonly details: readonly string[]
}

const PLACES = new Set(['locationX', 'locationY'])

/// What [after] has different from [before]. Places on the canvas do not count.
export function compareFlows(before: Flow, after: Flow): FlowDifference[] {
  const [old, now] = [namedParts(before), namedParts(after)]
  const differences: FlowDifference[] = []
  const own = details(ownPart(before.xml), ownPart(after.xml))
  if (own.length > 0)
    differences.push({ name: null, kind: 'changed', isElement: false, title: 'Flow properties', details: own })
  for (const [name, part] of now) {
    const was = old.get(name)
    const isElement = after.elements.some(element => element.name === name)
    const title = titleOf(after, name, part)
    if (!was || was.name !== part.name) differences.push({ name, kind: 'added', isElement, title, details: [] })
    else {
      const changed = [...details(leavesOf(was), leavesOf(part)), ...connectorDetails(before, after, name)]
      if (changed.length > 0) differences.push({ name, kind: 'changed', isElement, title, details: changed })
    }
  }
  for (const [name, part] of old) {
    const now2 = now.get(name)
    if (!now2 || now2.name !== part.name)
      differences.push({
        name,
        kind: 'removed',
        isElement: before.elements.some(element => element.name === name),
        title: titleOf(before, name, part),
        details: [],
      })
  }
  return differences
}

const nameOf = (xml: XmlElement): string | undefined => xml.children.find(child => child.name === 'name')?.text.trim()

function namedParts({ xml }: Flow): Map<string, XmlElement> {
  return new Map(
    xml.children.flatMap(child => {
      const name = child.name === 'processMetadataValues' ? undefined : nameOf(child)
      return name ? [[name, child] as const] : []
    }),
  )
}

/// The flow's own tags, and its start.
function ownPart(xml: XmlElement): Map<string, string> {
  const own = xml.children.filter(child => child.name === 'processMetadataValues' || !nameOf(child))
  const leaves = new Map<string, string>()
  for (const child of own) for (const [path, text] of leavesOf(child, words(child.name))) leaves.set(path, text)
  return leaves
}

/// Every text by its path in words, such as "filter 1 › value". The tag that says what kind of value it is has no word.
function leavesOf(xml: XmlElement, path = ''): Map<string, string> {
  if (xml.children.length === 0)
    return new Map(PLACES.has(xml.name) || /[cC]onnectors?$/.test(path) ? [] : [[path, textOf(xml)]])
  const counts = new Map<string, number>()
  const leaves = new Map<string, string>()
  for (const child of xml.children) {
    if (/[cC]onnectors?$/.test(child.name) || PLACES.has(child.name)) continue
    const position = counts.get(child.name) ?? 0
    counts.set(child.name, position + 1)
    const isOnly = xml.children.filter(one => one.name === child.name).length === 1
    const step = VALUES.has(child.name) ? '' : isOnly ? words(child.name) : `${words(child.name, true)} ${position + 1}`
    const inner = [path, step].filter(Boolean).join(' › ')
    for (const [at, text] of leavesOf(child, inner)) leaves.set(at, text)
  }
  return leaves
}

const VALUES = new Set([
  'stringValue',
  'numberValue',
  'booleanValue',
  'dateValue',
  'dateTimeValue',
  'timeValue',
  'elementReference',
])

const textOf = ({ name, text }: XmlElement): string => (name === 'elementReference' ? `{!${text.trim()}}` : text)

/// What Flow Builder calls a part; other tags are read as they are spelled: "interview label".
const WORDS: Readonly<Record<string, string>> = {
  assignmentItems: 'assignment',
  assignToReference: 'variable',
  leftValueReference: 'resource',
  rightValue: 'value',
  rules: 'outcome',
  waitEvents: 'event',
  inputAssignments: 'field value',
  inputParameters: 'input',
  outputParameters: 'output',
  outputAssignments: 'output',
  queriedFields: 'stored field',
  filterLogic: 'condition logic',
  customErrorMessages: 'error message',
  transformValueActions: 'mapping',
  outputFieldApiName: 'target field',
  fields: 'component',
  choiceReferences: 'choice',
  doesRequireRecordChangedToMeetCriteria: 'only when updated to meet the conditions',
  storeOutputAutomatically: 'store output automatically',
  recordTriggerType: 'triggered when a record is',
  triggerType: 'trigger',
}

function words(tag: string, isOneOf = false): string {
  const known = WORDS[tag]
  if (known) return known
  const spelled = tag.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  return isOneOf ? spelled.replace(/ies$/, 'y').replace(/s$/, '') : spelled
}

function details(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])]
  return paths.flatMap(path => {
    const [old, now] = [before.get(path), after.get(path)]
    if (old === now) return []
    if (old === undefined) return [`${path}: "${now}" was added`]
    if (now === undefined) return [`${path}: "${old}" was removed`]
    return [`${path}: "${old}" → "${now}"`]
  })
}

function connectorDetails(before: Flow, after: Flow, name: string): string[] {
  const targets = (flow: Flow) => {
    const element = flow.elements.find(one => one.name === name)
    return new Map(
      element ? slotsOf(flow, element).map(slot => [slot.label ?? slot.tag, slot.target ?? 'the end'] as const) : [],
    )
  }
  return details(targets(before), targets(after)).map(one => one.replace(/^connector: /, 'leads to: '))
}

function titleOf(flow: Flow, name: string, xml: XmlElement): string {
  const element = flow.elements.find(one => one.name === name)
  return `${labels[xml.name] ?? xml.name} "${element?.label ?? name}"`
}

const labels: Readonly<Record<string, string>> = {
  actionCalls: 'Action',
  apexPluginCalls: 'Apex Plug-In',
  assignments: 'Assignment',
  collectionProcessors: 'Collection Sort or Filter',
  choices: 'Choice',
  constants: 'Constant',
  customErrors: 'Custom Error',
  decisions: 'Decision',
  dynamicChoiceSets: 'Choice Set',
  ends: 'End',
  experiments: 'Path Experiment',
  formulas: 'Formula',
  loops: 'Loop',
  orchestratedStages: 'Stage',
  recordCreates: 'Create Records',
  recordDeletes: 'Delete Records',
  recordLookups: 'Get Records',
  recordRollbacks: 'Roll Back Records',
  recordUpdates: 'Update Records',
  screens: 'Screen',
  stages: 'Stage',
  steps: 'Step',
  subflows: 'Subflow',
  textTemplates: 'Text Template',
  transforms: 'Transform',
  variables: 'Variable',
  waits: 'Wait',
}
