import { ChainStop } from '../chainStop.ts'
import type { PropertyDeclaration } from '../declaration.ts'
import { checkFlowVariables, inputsJson, storeOutputs } from '../flowVariables.ts'
import type { InteractionCheck, InteractionContext, InteractionDeclaration } from '../interaction.ts'
import { describeScreenFlow } from '../screenFlows.ts'
import type { OpenFlowRequest } from '../screen.ts'
import { screenOf } from './screenOf.ts'
import { choiceSetting, neededText, optionsOf, textSetting } from './settings.ts'

const SIZES = ['medium', 'small', 'large', 'full'] as const

const properties = (place: OpenFlowRequest['place']): PropertyDeclaration[] => [
  {
    name: 'flowApiName',
    label: 'Flow API Name',
    type: 'flow',
    hasScreens: true,
    required: true,
    help: 'A screen flow; case-sensitive.',
  },
  {
    name: 'inputVariables',
    label: 'Input Variables',
    type: 'list',
    items: [
      { name: 'name', label: 'Name', type: 'text', required: true, help: 'Available for input; case-sensitive.' },
      { name: 'value', label: 'Value', type: 'value' },
      {
        name: 'isCollection',
        label: 'Allow multiple values (collection)',
        type: 'boolean',
        default: false,
        help: 'Passes all values, for example all selected rows.',
      },
    ],
  },
  {
    name: 'outputVariables',
    label: 'Output Variables',
    type: 'list',
    items: [
      { name: 'name', label: 'Name', type: 'text', required: true, help: 'Available for output; case-sensitive.' },
      { name: 'resourceName', label: 'Resource Name', type: 'variable', required: true },
    ],
    help: 'They are stored when the flow has finished.',
  },
  { name: 'title', label: 'Title', type: 'text', default: '', help: "Empty: the flow's label." },
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
    name: 'onStarted',
    label: 'On Started',
    type: 'interactions',
    help: 'Runs when the first screen is shown, while the flow goes on.',
  },
  {
    name: 'onClose',
    label: 'On Close',
    type: 'interactions',
    help: 'Runs when the person closed it before its end, in place of On Finish.',
  },
  {
    name: 'onPaused',
    label: 'On Paused',
    type: 'interactions',
    help: 'Runs when the person paused it, in place of On Finish, with its outputs as they are then.',
  },
]

/// Open Flow Dialog or Panel: shows a screen flow and goes on when it has finished, with its outputs in variables. One that
/// fails runs On Error; one that is closed or paused runs On Close or On Paused, and ends the chain there.
///
/// # screen-flow-failed
/// A screen flow that an interaction opened failed.
///
/// This is `{!$Error.code}` in On Error, unless the fault has a code of its own; the message is the fault's. What the flow
/// did before its last screen was kept.
const opening = (place: OpenFlowRequest['place'], type: string, label: string): InteractionDeclaration => ({
  type,
  label,
  help: place === 'dialog' ? 'Opens a screen flow in a dialog over the page.' : 'Opens a screen flow beside the page.',
  properties: properties(place),
  async run(context) {
    const screen = screenOf(context)
    if (!screen.openFlow)
      return context.fail({ code: 'no-screen-flows', message: 'screen flows cannot be shown where this runs.' })
    const name = neededText(context, 'flowApiName')
    const flow = await describeScreenFlow(context.host, name)
    const [finding] = checkFlowVariables(context.interaction, flow, context.scope, context.place)
    if (finding) context.fail({ code: finding.code, message: finding.message, flow: name })
    const closed = await screen.openFlow(
      {
        place,
        flow: name,
        inputs: inputsJson(flow, context),
        title: textSetting(context, 'title') || flow.label,
        size: choiceSetting(context, 'size', SIZES),
        side: place === 'panel' ? choiceSetting(context, 'side', ['right', 'left']) : 'right',
        // What goes wrong there is told as the failure of that interaction.
        started: () => void context.run(context.interaction['onStarted']).catch(() => undefined),
        showsError: !hasInteractions(context.interaction['onError']),
      },
      context.cancellation,
    )
    const { status, message = 'The flow failed and gave no reason.', code = 'screen-flow-failed', runId } = closed
    if (status === 'error') return context.fail({ code, message, flow: name, ...(runId ? { runId } : {}) })
    if (status === 'closed') return leave(context, 'onClose')
    if (status === 'paused') {
      storeOutputs([{ outputs: closed.outputs, status: 'Waiting' }], flow, context)
      return leave(context, 'onPaused')
    }
    storeOutputs([{ outputs: closed.outputs, status: 'Finished' }], flow, context)
  },
  check,
})

const hasInteractions = (list: unknown): boolean => Array.isArray(list) && list.length > 0

async function leave(context: InteractionContext, event: 'onClose' | 'onPaused'): Promise<never> {
  await context.run(context.interaction[event])
  throw new ChainStop()
}

/// # no-screen-flows
/// A screen flow was to be opened where none can be shown: in a place without Millrace's pages.
///
/// This is `{!$Error.code}` in On Error.
///
/// # unknown-screen-flow
/// Open Flow Dialog or Open Flow Panel names a flow that can't be opened: there is none of that name, it is not active, or
/// it is no screen flow.
///
/// The message says which of these. Flow API names are case-sensitive.
function check({ interaction, scope, place, environment, report }: InteractionCheck): void {
  const name = interaction['flowApiName']
  if (typeof name !== 'string' || name === '' || name.includes('{!')) return
  const flow = environment.screenFlow?.(name)
  if (flow && 'missing' in flow) report({ code: 'unknown-screen-flow', message: flow.missing, setting: 'flowApiName' })
  const described = flow && 'inputs' in flow ? flow : undefined
  for (const finding of checkFlowVariables(interaction, described, scope, place)) report(finding)
}

export const openFlowDialog = opening('dialog', 'openFlowDialog', 'Open Flow Dialog')
export const openFlowPanel = opening('panel', 'openFlowPanel', 'Open Flow Panel')
