import type { XmlElement } from '../../xml/element.ts'
import type { Flow, FlowElement } from '../model.ts'

/// A place that a connector leaves an element from, whether there is a connector or not.
export interface FlowSlot extends FlowPlace {
  /// "next": goes on; "body": once for each item of a loop; "fault": the fault path.
  readonly kind: 'next' | 'body' | 'fault'
  /// What stands beside the connector: the outcome's label, "For Each", "Fault"; null for the only one.
  readonly label: string | null
  /// API name of the element it leads to; null when the path ends.
  readonly target: string | null
  readonly isGoTo: boolean
}

/// Which connector is meant.
export interface FlowPlace {
  /// API name of the element; null for the start.
  readonly owner: string | null
  /// The connector's tag in the file; `startElementReference` for the start of files that know no other.
  readonly tag: string
  /// Of tags inside a part (an outcome, a wait event, a scheduled path): the part's tag and position, from 0.
  readonly part: { readonly tag: string; readonly position: number } | null
}

interface SlotKind {
  readonly tag: string
  readonly kind?: FlowSlot['kind']
  readonly label?: (xml: XmlElement) => string | null
  /// Shown only where the file has it.
  readonly isOptional?: true
  /// Every element with this tag has one.
  readonly part?: string
}

const NEXT: SlotKind = { tag: 'connector' }
const FAULT: SlotKind = { tag: 'faultConnector', kind: 'fault', label: () => 'Fault', isOptional: true }

const childText = (xml: XmlElement, name: string): string | undefined =>
  xml.children.find(child => child.name === name)?.text.trim() || undefined

const partLabel = (xml: XmlElement): string => childText(xml, 'label') ?? childText(xml, 'name') ?? ''

const isAsync = (xml: XmlElement): boolean => childText(xml, 'pathType') === 'AsyncAfterCommit'

/// The paths of a start, as Flow Builder calls them.
const pathLabel = (xml: XmlElement): string => (isAsync(xml) ? 'Run Asynchronously' : partLabel(xml))

const immediateLabel = (xml: XmlElement): string | null =>
  xml.children.some(({ name }) => name === 'scheduledPaths') ? 'Run Immediately' : null

const defaultLabel =
  (otherwise: string) =>
  (xml: XmlElement): string =>
    childText(xml, 'defaultConnectorLabel') ?? otherwise

const SLOTS: Readonly<Record<FlowElement['kind'] | 'start', readonly SlotKind[]>> = {
  start: [
    { tag: 'connector', label: immediateLabel },
    { tag: 'connector', part: 'scheduledPaths', label: pathLabel },
  ],
  assignments: [NEXT],
  decisions: [
    { tag: 'connector', part: 'rules', label: partLabel },
    { tag: 'defaultConnector', label: defaultLabel('Default Outcome') },
  ],
  loops: [
    { tag: 'nextValueConnector', kind: 'body', label: () => 'For Each' },
    { tag: 'noMoreValuesConnector', label: () => 'After Last' },
  ],
  collectionProcessors: [NEXT],
  transforms: [NEXT],
  recordLookups: [NEXT, FAULT],
  recordCreates: [NEXT, FAULT],
  recordUpdates: [NEXT, FAULT],
  recordDeletes: [NEXT, FAULT],
  recordRollbacks: [NEXT],
  subflows: [NEXT],
  actionCalls: [NEXT, FAULT],
  apexPluginCalls: [NEXT, FAULT],
  waits: [
    { tag: 'connector', part: 'waitEvents', label: partLabel },
    { tag: 'defaultConnector', label: defaultLabel('Default Path') },
    FAULT,
  ],
  customErrors: [NEXT],
  ends: [],
  screens: [NEXT, FAULT],
  steps: [{ tag: 'connectors' }],
  orchestratedStages: [NEXT, FAULT],
  experiments: [
    { tag: 'connector', part: 'experimentPaths', label: partLabel },
    { tag: 'defaultConnector', label: defaultLabel('Default Path') },
    FAULT,
  ],
}

/// Kinds of elements that can have a fault path.
export const canHaveFaultPath = (kind: FlowElement['kind']): boolean => SLOTS[kind].includes(FAULT)

/// Every place that [element] of a flow can lead on from, in the order of the screen; null for the start.
export function slotsOf(flow: Flow, element: FlowElement | null): FlowSlot[] {
  if (element) return slotsIn(element.name, element.xml, SLOTS[element.kind])
  const { start, startElementReference } = flow
  if (start && !startElementReference) return slotsIn(null, start.xml, SLOTS.start)
  const old: FlowSlot = {
    owner: null,
    tag: 'startElementReference',
    part: null,
    kind: 'next',
    label: null,
    target: startElementReference,
    isGoTo: false,
  }
  return [old, ...(start ? slotsIn(null, start.xml, SLOTS.start.slice(1)) : [])]
}

/// Every place of the flow.
export const allSlots = (flow: Flow): FlowSlot[] => [
  ...slotsOf(flow, null),
  ...flow.elements.flatMap(element => slotsOf(flow, element)),
]

function slotsIn(owner: string | null, xml: XmlElement, kinds: readonly SlotKind[]): FlowSlot[] {
  return kinds.flatMap(kind => {
    if (!kind.part) return slotIn(owner, xml, kind, null, xml)
    const tag = kind.part
    return xml.children
      .filter(child => child.name === tag)
      .flatMap((part, position) => slotIn(owner, part, kind, { tag, position }, part))
  })
}

function slotIn(
  owner: string | null,
  xml: XmlElement,
  { tag, kind = 'next', label, isOptional }: SlotKind,
  part: FlowSlot['part'],
  labelled: XmlElement,
): FlowSlot[] {
  const connector = xml.children.find(child => child.name === tag)
  if (!connector && isOptional) return []
  const target = connector ? (childText(connector, 'targetReference') ?? null) : null
  const isGoTo = connector ? childText(connector, 'isGoTo') === 'true' : false
  return [{ owner, tag, part, kind, label: label?.(labelled) ?? null, target, isGoTo }]
}

/// Whether two places are the same.
export const isSamePlace = (a: FlowPlace, b: FlowPlace): boolean =>
  a.owner === b.owner && a.tag === b.tag && a.part?.tag === b.part?.tag && a.part?.position === b.part?.position
