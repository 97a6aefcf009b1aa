import {
  addElement,
  addResource,
  allSlots,
  applyEdits,
  connect,
  deleteElement,
  type Diagnostic,
  type Flow,
  type FlowSlot,
  freeName,
  mentionsOf,
  namesIn,
  parseFlow,
  patchNamed,
  removeItem,
  removeResource,
  renameMentions,
} from '@millrace/metadata'

/// Something that mends a problem with one click.
export interface Fix {
  readonly title: string
  apply(flow: Flow): string
}

/// What mends [diagnostic].
export function fixesOf(diagnostic: Diagnostic, flow: Flow): Fix[] {
  const { code, element = '' } = diagnostic
  switch (code) {
    case 'unused-variable':
      return flow.variables.some(({ name }) => name === element)
        ? [{ title: `Delete ${element}`, apply: flow => removeResource(flow, element) }]
        : []
    case 'unreachable-element':
      return flow.elements.some(({ name }) => name === element)
        ? [{ title: `Delete ${element}`, apply: flow => deleteElement(flow, element) }]
        : []
    case 'loop-that-never-returns':
      return lastInBody(flow, element)
    case 'subflow-input':
    case 'subflow-output':
    case 'unknown-action-input':
    case 'unknown-action-output': {
      const spelled = spelling(diagnostic, flow)
      return [...spelled, ...parameterAway(diagnostic, flow)]
    }
    case 'lost-output': {
      const patch = { storeOutputAutomatically: 'true' }
      return [{ title: 'Store the output automatically', apply: flow => patchNamed(flow, element, patch) }]
    }
    case 'condition-logic':
      return atSpan(diagnostic, flow, 'Join the conditions with AND', () => 'and')
    case 'not-a-boolean':
      return /^\s*(true|yes|y|1|on)\s*$/i.test(spanned(diagnostic, flow))
        ? atSpan(diagnostic, flow, 'Change to true', () => 'true')
        : atSpan(diagnostic, flow, 'Change to false', () => 'false')
    case 'duplicate-name':
      return anotherName(diagnostic, flow)
    case 'unknown-element':
    case 'missing-target': {
      const spelled = spelling(diagnostic, flow)
      return [...spelled, ...pathsEnded(flow, element)]
    }
    case 'unknown-reference': {
      const spelled = spelling(diagnostic, flow)
      return spelled.length > 0 ? spelled : missingVariable(diagnostic, flow)
    }
    case 'unchecked-null-record':
      return nullCheck(diagnostic, flow)
    default:
      return spelling(diagnostic, flow)
  }
}

const spanned = ({ span }: Diagnostic, flow: Flow): string => (span ? flow.source.slice(span.start, span.end) : '')

/// Another text where the problem is.
function atSpan(diagnostic: Diagnostic, flow: Flow, title: string, other: (text: string) => string): Fix[] {
  const { span } = diagnostic
  const text = spanned(diagnostic, flow)
  // A whole tag is no text to put another in the place of.
  if (!span || text === '' || text.includes('<')) return []
  return [{ title, apply: flow => applyEdits(flow.source, [{ span, text: other(text) }]) }]
}

const PARAMETERS = ['inputAssignments', 'outputAssignments', 'inputParameters', 'outputParameters']

/// An input or output that is not there is not given.
function parameterAway({ span, element = '' }: Diagnostic, flow: Flow): Fix[] {
  const owner = flow.elements.find(({ name }) => name === element)
  if (!owner || !span) return []
  for (const tag of PARAMETERS) {
    const items = owner.xml.children.filter(({ name }) => name === tag)
    const position = items.findIndex(({ span: own }) => own.start <= span.start && span.end <= own.end)
    const name = items[position]?.children.find(child => child.name === 'name')?.text.trim()
    if (name) return [{ title: `Remove ${name}`, apply: flow => removeItem(flow, element, [tag, position]) }]
  }
  return []
}

/// Of two that have one name, the second gets another. What mentions the name goes on meaning the first.
function anotherName(diagnostic: Diagnostic, flow: Flow): Fix[] {
  const name = spanned(diagnostic, flow).trim()
  if (!/^\w+$/.test(name)) return []
  const free = freeName(name, namesIn(flow))
  return atSpan(diagnostic, flow, `Call this one ${free}`, () => free)
}

/// A connector to what is not there ends the path, and now says so.
function pathsEnded(flow: Flow, owner: string): Fix[] {
  const names = new Set(flow.elements.map(({ name }) => name))
  const isLost = ({ owner: own, target }: FlowSlot) => (own ?? '') === owner && target !== null && !names.has(target)
  const [lost] = allSlots(flow).filter(isLost)
  return lost ? [{ title: 'End the path here', apply: flow => connect(flow, lost, null) }] : []
}

/// A variable that is mentioned and not there yet.
function missingVariable({ message }: Diagnostic, flow: Flow): Fix[] {
  const name = /refers to \{!(\w+)\}/.exec(message)?.[1]
  if (!name || !/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(name) || namesIn(flow).includes(name)) return []
  const variable = { name, dataType: 'String', isCollection: 'false', isInput: 'false', isOutput: 'false' }
  return [{ title: `Make the text variable ${name}`, apply: flow => addResource(flow, 'variables', variable) }]
}

/// A Decision behind Get Records that ends the path when no record was found.
function nullCheck(diagnostic: Diagnostic, flow: Flow): Fix[] {
  const path = spanned(diagnostic, flow)
  const found = /\{?!?\s*(\w+)/.exec(path)?.[1]?.toLowerCase()
  const get = flow.elements.find(({ name, kind }) => kind === 'recordLookups' && name.toLowerCase() === found)
  if (!get) return []
  const place = { owner: get.name, tag: 'connector', part: null }
  return [
    {
      title: `Ask whether ${get.name} found one`,
      apply: flow => {
        const [name, outcome] = [`Found_${get.name}`, `Has_${get.name}`].map(one => freeName(one, namesIn(flow)))
        const text = addElement(flow, place, 'decisions', {
          name: name!,
          label: `Found ${get.label}?`,
          defaultConnectorLabel: 'Nothing Found',
          rules: [
            {
              name: outcome!,
              conditionLogic: 'and',
              conditions: [{ leftValueReference: get.name, operator: 'IsNull', rightValue: { booleanValue: 'false' } }],
              label: 'Found',
            },
          ],
        })
        const added = parseFlow(text, flow.file).flow
        return added ? connect(added, { owner: name!, tag: 'defaultConnector', part: null }, null) : text
      },
    },
  ]
}

/// "Did you mean Status__c?" is a spelling to put in place of what stands there.
function spelling({ message, span }: Diagnostic, flow: Flow): Fix[] {
  const meant = /Did you mean ([\w.$]+)\?/.exec(message)?.[1]
  if (!meant || !span) return []
  const text = flow.source.slice(span.start, span.end)
  if (/^[\w.$]+$/.test(text)) {
    const [first, ...path] = text.split('.')
    const whole = meant.includes('.') || path.length === 0 ? meant : [meant, ...path].join('.')
    const better =
      path.length > 0 && !message.includes(`"${first}"`) && !meant.includes('.')
        ? [first, ...path.slice(0, -1), meant].join('.')
        : whole
    return [{ title: `Change to ${better}`, apply: flow => applyEdits(flow.source, [{ span, text: better }]) }]
  }
  const wrong = /"([\w$]+)"/.exec(message)?.[1]
  if (!wrong || mentionsOf(flow, wrong).length === 0) return []
  return [
    {
      title: `Change ${wrong} to ${meant}`,
      apply: flow => applyEdits(flow.source, renameMentions(flow, wrong, meant)),
    },
  ]
}

function lastInBody(flow: Flow, loop: string): Fix[] {
  const found = flow.elements.find(element => element.name === loop)
  if (found?.kind !== 'loops' || !found.nextValueConnector) return []
  let name = found.nextValueConnector.targetReference
  const seen = new Set<string>()
  while (!seen.has(name)) {
    seen.add(name)
    const element = flow.elements.find(one => one.name === name)
    if (!element || !('connector' in element)) return []
    if (!element.connector)
      return [
        {
          title: `Connect ${name} with ${loop}`,
          apply: flow => connect(flow, { owner: name, tag: 'connector', part: null }, loop),
        },
      ]
    name = element.connector.targetReference
  }
  return []
}
