import {
  connect,
  deleteElement,
  type Diagnostic,
  type Flow,
  mentionsOf,
  removeResource,
  renameMentions,
  applyEdits,
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
    default:
      return spelling(diagnostic, flow)
  }
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
