import type { Interaction } from '@millrace/metadata'
import { ChainStop } from '../chainStop.ts'
import { checkFlowVariables } from '../flowVariables.ts'
import type { FlowRunState } from '../flowRunState.ts'
import { type PreparedRuns, prepareRuns, runPrepared } from '../flowRunning.ts'
import type { InteractionContext, InteractionDeclaration } from '../interaction.ts'
import { textsOf } from '../interactionTexts.ts'
import type { Place, ReferenceScope } from '../references.ts'
import { itemTypeOf } from '../resourceTypes.ts'
import { InteractionFailure } from '../restApi.ts'
import { settingType } from '../settingValues.ts'
import { screenOf } from './screenOf.ts'
import { optionsOf, textSetting } from './settings.ts'

/// Execute Flow: runs an active autolaunched flow on the server, in the background.
///
/// The flow's description is read first, so that a wrong name or type is explained before anything runs. Outputs are
/// in the component's variables before On Finish, unless the flow waits: that counts as finished and leaves them alone; the fault is in `{!$Error.message}` in On Error.
export const executeFlow: InteractionDeclaration = {
  type: 'executeFlow',
  label: 'Execute Flow',
  help: 'Runs an autolaunched flow in the background.',
  properties: [
    { name: 'flowApiName', label: 'Flow API Name', type: 'flow', required: true, help: 'Case-sensitive.' },
    {
      name: 'inputVariables',
      label: 'Input Variables',
      type: 'list',
      items: [
        { name: 'name', label: 'Name', type: 'text', required: true, help: 'Available for input; case-sensitive.' },
        { name: 'value', label: 'Value', type: 'value', perItem: true },
        {
          name: 'isCollection',
          label: 'Allow multiple values (collection)',
          type: 'boolean',
          default: false,
          help: 'Passes all values, for example the Ids of all selected rows.',
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
    },
    {
      name: 'runPer',
      label: 'Run',
      type: 'choice',
      default: 'all',
      options: optionsOf({ all: 'Once for all rows', row: 'Once for each row' }),
      group: 'Running',
    },
    {
      name: 'rows',
      label: 'Rows',
      type: 'records',
      required: true,
      when: { property: 'runPer', is: ['row'] },
      help: 'Each run reads its row as {!$Item.Field}: {!Contacts.SelectedRows}.',
      group: 'Running',
    },
    {
      name: 'stopOnFailure',
      label: 'Stop at the first row that fails',
      type: 'boolean',
      default: false,
      when: { property: 'runPer', is: ['row'] },
      group: 'Running',
    },
    {
      name: 'timeout',
      label: 'Timeout (seconds)',
      type: 'number',
      help: 'How long to wait for the flow; empty: as long as it takes.',
      group: 'Running',
    },
    {
      name: 'retries',
      label: 'Retries',
      type: 'number',
      default: 0,
      help: "How often to try again when there was no answer, at most 5. Millrace's server runs one click once however often it is sent; an org does not.",
      group: 'Running',
    },
    {
      name: 'retryDelay',
      label: 'Seconds before a retry',
      type: 'number',
      default: 1,
      help: 'Twice as long before each further one.',
      group: 'Running',
    },
    {
      name: 'clearOutputs',
      label: 'Blank the outputs first',
      type: 'boolean',
      default: false,
      group: 'Running',
    },
    {
      name: 'confirm',
      label: 'Ask before',
      type: 'boolean',
      default: false,
      help: 'Says how many records it is about.',
      group: 'Messages',
    },
    {
      name: 'confirmMessage',
      label: 'Question',
      type: 'text',
      when: { property: 'confirm', is: [true] },
      help: '{!$Flow.records} is the number of records.',
      group: 'Messages',
    },
    {
      name: 'successMessage',
      label: 'Toast on success',
      type: 'text',
      help: 'Empty: none. Outputs are stored before it is shown.',
      group: 'Messages',
    },
    { name: 'onTimeout', label: 'On Timeout', type: 'interactions', help: 'In place of On Error.' },
  ],
  runsFlow: true,
  inside: ({ place }) => ({ ...place, hasError: true }),
  items: ({ interaction, scope, place }) => placeOfRun(interaction, scope, place),

  async run(context) {
    const flowApiName = String(context.interaction['flowApiName'] ?? '')
    try {
      const flow = await context.flows.describe(flowApiName)
      const place = placeOfRun(context.interaction, context.scope, context.place)
      const [finding] = checkFlowVariables(context.interaction, flow, context.scope, place)
      if (finding) context.fail({ code: finding.code, message: finding.message, flow: flowApiName })
      const prepared = prepareRuns(flow, context)
      if (prepared.runs.length === 0) return
      if (context.setting('confirm') === true && !(await isConfirmed(prepared, context))) throw new ChainStop()
      await runPrepared(prepared, context)
      showSuccess(context)
    } catch (cause) {
      // The flow may have been changed since it was described: the next click looks again.
      if (cause instanceof InteractionFailure) context.flows.forget(flowApiName)
      if (cause instanceof InteractionFailure && cause.error.code === 'flow-not-found') context.fail(cause.error)
      throw cause
    }
  },

  /// # unknown-flow
  /// Execute Flow names a flow that can't be run: there is none of that name, it is not active, or it is no
  /// autolaunched flow.
  ///
  /// The message says which of these. Flow API names are case-sensitive.
  check({ interaction, environment, scope, place, report }) {
    const name = interaction['flowApiName']
    if (typeof name !== 'string' || name === '') return
    const flow = environment.flow?.(name)
    if (flow && 'missing' in flow) report({ code: 'unknown-flow', message: flow.missing, setting: 'flowApiName' })
    const described = flow && 'inputs' in flow ? flow : undefined
    const findings = checkFlowVariables(interaction, described, scope, placeOfRun(interaction, scope, place))
    for (const finding of findings) report(finding)
  },
}

/// What the inputs may see: with one run for each row, its row.
function placeOfRun(interaction: Interaction, scope: ReferenceScope, place: Place): Place {
  if (interaction['runPer'] !== 'row') return place
  const type = settingType(interaction['rows'], scope, place)
  return 'unknown' in type ? place : { ...place, items: [...(place.items ?? []), { type: itemTypeOf(type) }] }
}

async function isConfirmed({ flow, records, runs }: PreparedRuns, context: InteractionContext): Promise<boolean> {
  const { host } = context
  const state: FlowRunState = {
    flow: flow.name,
    status: 'STARTED',
    startedAt: host.now(),
    records,
    elements: 0,
    total: runs.length,
    succeeded: 0,
    failures: [],
  }
  context.noteFlowRun(state)
  const texts = textsOf(host)
  const count = records.toLocaleString(host.locale.replace('_', '-'))
  const question = records === 0 ? texts.runFlow(flow.label) : texts.runFlowFor(flow.label, count, records === 1)
  const isConfirmed = await screenOf(context).confirm(
    {
      title: flow.label,
      message: textSetting(context, 'confirmMessage') || question,
      theme: 'default',
      confirmLabel: texts.run,
      cancelLabel: texts.cancel,
      isDestructive: false,
    },
    context.cancellation,
  )
  if (!isConfirmed) context.noteFlowRun({ ...state, status: 'CANCELLED', endedAt: host.now() })
  return isConfirmed
}

function showSuccess(context: InteractionContext): void {
  const title = textSetting(context, 'successMessage')
  if (title !== '') context.host.showToast({ title, variant: 'success', mode: 'dismissible' })
}
