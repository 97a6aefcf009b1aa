import type { DynamicComponent, VariableResource } from '@millrace/metadata'
import { describeType, didYouMean, type Value } from '@millrace/values'
import type { PropertyDeclaration } from '../declaration.ts'
import type { ComponentHost } from '../host.ts'
import type { InteractionCheck, InteractionContext, InteractionDeclaration } from '../interaction.ts'
import { isObject } from '../objectDescription.ts'
import { asValue } from '../resolved.ts'
import { fits, resourceType, typedValue } from '../resourceTypes.ts'
import type { ClosedComponent, OpenComponentRequest } from '../screen.ts'
import { settingType } from '../settingValues.ts'
import { screenOf } from './screenOf.ts'
import { choiceSetting, neededText, optionsOf, textSetting } from './settings.ts'
import { storeIn, typedFor, variableNamed } from './variables.ts'

const SIZES = ['medium', 'small', 'large', 'full'] as const

const properties = (place: OpenComponentRequest['place']): PropertyDeclaration[] => [
  { name: 'componentApiName', label: 'Dynamic Component', type: 'dynamicComponent', required: true },
  {
    name: 'inputVariables',
    label: 'Input Variables',
    type: 'list',
    items: [
      { name: 'name', label: 'Name', type: 'text', required: true, help: 'A variable that is available for input.' },
      { name: 'value', label: 'Value', type: 'value' },
    ],
  },
  {
    name: 'outputVariables',
    label: 'Output Variables',
    type: 'list',
    items: [
      { name: 'name', label: 'Name', type: 'text', required: true, help: 'A variable that is available for output.' },
      { name: 'resourceName', label: 'Resource Name', type: 'variable', required: true },
    ],
    help: 'They are stored when it has been closed, however that came.',
  },
  { name: 'recordId', label: 'Record Id', type: 'text', help: "The record it is about; empty: this page's." },
  { name: 'title', label: 'Title', type: 'text', default: '', help: "Empty: the component's own label." },
  {
    name: 'size',
    label: 'Size',
    type: 'choice',
    default: 'medium',
    options: optionsOf({ small: 'Small', medium: 'Medium', large: 'Large', full: 'Full' }),
  },
  ...(place === 'panel'
    ? [
        {
          name: 'side',
          label: 'Side',
          type: 'choice' as const,
          default: 'right',
          options: optionsOf({ right: 'Right', left: 'Left' }),
        },
      ]
    : []),
  {
    name: 'resultVariable',
    label: 'Store the result in',
    type: 'variable',
    help: 'What Close was given as its result; blank when the person closed it.',
  },
  {
    name: 'onClose',
    label: 'On Close',
    type: 'interactions',
    help: 'Runs when the person closed it without finishing what it is for.',
  },
]

/// Open Dynamic Component Dialog or Panel: shows another Dynamic Component and goes on when it has been closed; its
/// outputs are stored then. A person who closes it runs On Close, an interaction that closes it does not.
///
/// # component-not-opened
/// A Dynamic Component could not be opened in a dialog or panel.
///
/// This is `{!$Error.code}` in On Error. The message says why: there is none of that name, or it could not be read.
const opening = (place: OpenComponentRequest['place'], type: string, label: string): InteractionDeclaration => ({
  type,
  label,
  help:
    place === 'dialog'
      ? 'Shows another Dynamic Component in a dialog over the page.'
      : 'Shows another Dynamic Component in a panel beside the page.',
  properties: properties(place),
  async run(context) {
    const closed = await openAndWait(context, place)
    storeOutputs(context, closed)
    storeIn(context, 'resultVariable', closed.result)
    if (!closed.isCompleted) await context.run(context.interaction['onClose'])
  },
  check: checkOpened,
})

/// # unknown-dynamic-component
/// An interaction opens a Dynamic Component that the project does not have.
///
/// The message names one that is spelled almost the same.
///
/// # unknown-component-variable
/// An interaction gives a value to a variable that the opened Dynamic Component does not have or does not take, or takes
/// one that it does not give.
///
/// Turn on "Available for input" or "Available for output" for the variable there, or correct the name.
function checkOpened({ interaction, scope, place, environment, report }: InteractionCheck): void {
  const { componentApiName, inputVariables, outputVariables } = interaction
  if (typeof componentApiName !== 'string' || componentApiName.includes('{')) return
  const opened = environment.dynamicComponent?.(componentApiName)
  if (!opened) return
  if ('missing' in opened)
    return report({ code: 'unknown-dynamic-component', message: opened.missing, setting: 'componentApiName' })
  for (const [i, { name, value }] of objects(inputVariables).entries()) {
    const setting = `inputVariables[${i}]`
    const variable = availableVariable(opened, name, 'input')
    if (typeof variable === 'string') {
      report({ code: 'unknown-component-variable', message: variable, setting: `${setting}.name` })
      continue
    }
    const [type, held] = [settingType(value, scope, place), resourceType(variable)]
    const isWritten = typeof value === 'string' && !value.includes('{') && typedValue(value, held) !== undefined
    if ('unknown' in type || fits(type, held) || isWritten) continue
    const message = `${variable.apiName} of ${opened.apiName} holds ${describeType(held)}, but the value is ${describeType(type)}.`
    report({ code: 'type-mismatch', message, setting: `${setting}.value` })
  }
  for (const [i, { name, resourceName }] of objects(outputVariables).entries()) {
    const setting = `outputVariables[${i}]`
    const variable = availableVariable(opened, name, 'output')
    const target = scope.resource(String(resourceName))
    if (typeof variable === 'string')
      report({ code: 'unknown-component-variable', message: variable, setting: `${setting}.name` })
    else if (target?.type === 'variable' && !fits(resourceType(variable), resourceType(target)))
      report({
        code: 'type-mismatch',
        message: `${variable.apiName} of ${opened.apiName} holds ${describeType(resourceType(variable))}, but ${target.apiName} holds ${describeType(resourceType(target))}.`,
        setting: `${setting}.resourceName`,
      })
  }
}

/// The variable of that name, or why it cannot be an input or output.
function availableVariable(
  { apiName, resources }: DynamicComponent,
  name: unknown,
  direction: 'input' | 'output',
): VariableResource | string {
  const available = resources.filter(
    (resource): resource is VariableResource =>
      resource.type === 'variable' && resource.availability?.includes(direction) === true,
  )
  const found = available.find(variable => variable.apiName.toLowerCase() === String(name).toLowerCase())
  if (found) return found
  const names = available.map(variable => variable.apiName)
  const there = names.length > 0 ? ` It has ${names.join(', ')}.` : ''
  return `${apiName} has no variable "${String(name)}" that is available for ${direction}.${didYouMean(String(name), names) || there}`
}

export const openDialog = opening('dialog', 'openDialog', 'Open Dynamic Component Dialog')
export const openPanel = opening('panel', 'openPanel', 'Open Dynamic Component Panel')

async function openAndWait(
  context: InteractionContext,
  place: OpenComponentRequest['place'],
): Promise<ClosedComponent> {
  const screen = screenOf(context)
  const recordId = textSetting(context, 'recordId')
  const request: OpenComponentRequest = {
    place,
    component: neededText(context, 'componentApiName'),
    inputs: inputsOf(context),
    title: textSetting(context, 'title'),
    size: choiceSetting(context, 'size', SIZES),
    side: place === 'panel' ? choiceSetting(context, 'side', ['right', 'left']) : 'right',
    ...(recordId ? { recordId } : recordOfPage(context.host)),
  }
  try {
    return await screen.openComponent(request, context.cancellation)
  } catch (cause) {
    if (cause instanceof Error) return context.fail({ code: 'component-not-opened', message: cause.message })
    throw cause
  }
}

const recordOfPage = ({
  recordId,
  objectApiName,
}: ComponentHost): Pick<OpenComponentRequest, 'recordId' | 'objectApiName'> => ({
  ...(recordId ? { recordId } : {}),
  ...(objectApiName ? { objectApiName } : {}),
})

const objects = (raw: unknown): Record<string, unknown>[] => (Array.isArray(raw) ? raw.filter(isObject) : [])

const inputsOf = ({ interaction, resolve }: InteractionContext): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    objects(interaction['inputVariables']).map(({ name, value }) => [String(name), asValue(resolve(value ?? null))]),
  )

function storeOutputs(context: InteractionContext, { outputs }: ClosedComponent): void {
  const stored = objects(context.interaction['outputVariables']).flatMap(({ name, resourceName }) => {
    const found = Object.keys(outputs).find(output => output.toLowerCase() === String(name).toLowerCase())
    if (found === undefined) return []
    const variable = variableNamed(context, String(resourceName))
    return [{ variable, value: typedFor(context, variable, outputs[found]!) }]
  })
  context.setVariables(stored)
}
