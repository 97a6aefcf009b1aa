import {
  addToOutbox,
  RecordStoreError,
  type Org as DeployedOrg,
  type Queryable,
  type RecordStore,
} from '@millrace/database'
import type { ActionAnswer, ActionCall, FlowHost } from '@millrace/flow'
import type { FieldLookup, Value } from '@millrace/values'
import { mayRunAction, type Caller } from '../caller.ts'
import type { RunningProject } from '../project.ts'
import { ActionInputs, type Action, type ActionContext, type ActionMessage } from './action.ts'
import { countedStore } from './countedStore.ts'
import { httpCallout, type Callout } from './callout.ts'
import type { ProjectActions } from './index.ts'

/// What actions work with, whichever run calls them.
export interface ActionWorld {
  readonly actions: ProjectActions
  readonly deployed: DeployedOrg
  readonly fieldLookup: FieldLookup
  readonly project: Pick<RunningProject, 'namedCredentials' | 'configuration'>
  /// Whether e-mails are sent after the commit; otherwise the outbox only keeps them.
  readonly sendsEmail: boolean
  readonly callout?: Callout
  log?(line: string): void
}

/// The run that calls actions.
export interface ActionRun {
  readonly caller: Caller
  readonly tx: Queryable
  readonly store: RecordStore
  /// Null when no run of a flow calls.
  readonly runId: string | null
  readonly flow: string | null
  readonly signal?: AbortSignal
  now?(): number
  /// Hears that there is an e-mail to be sent, or a notification to be shown, after the commit.
  onMessage?(kind: LeftMessage): void
}

export type LeftMessage = 'email' | 'notification'

/// The actions as a run of a flow calls them.
export function openActions(world: ActionWorld, run: ActionRun): NonNullable<FlowHost['action']> {
  const calloutsMade: ActionContext['calloutsMade'] = new Map()
  return (call, inputs) => {
    const action = world.actions.find(call.type, call.name)
    if (!action) return null
    if (lacksClassAccess(action, call, run.caller)) return inputs.map(() => ({ error: noClassAccess(call) }))
    return perform(action, call, inputs, world, run, calloutsMade)
  }
}

/// A flow in user context calls a class only for those who have access to it.
///
/// Source: Salesforce Help, "Require User Access to Apex Classes Invoked by Flow".
const lacksClassAccess = (action: Action, { mode }: ActionCall, caller: Caller): boolean =>
  action.type === 'apex' && mode === 'user' && !mayRunAction(caller, action)

const noClassAccess = ({ name, flow }: ActionCall): string =>
  `You do not have access to the Apex class named '${name}', which the flow "${flow}" calls. A permission set with it among its Apex Class Access gives the right; a flow in system context needs none.`

const NOTHING_MORE = { subject: null, body: null, relatedId: null, detail: {} }

/// Runs [action] once for each of [inputs].
export function perform(
  action: Action,
  call: ActionCall,
  inputs: readonly ReadonlyMap<string, Value>[],
  world: ActionWorld,
  run: ActionRun,
  calloutsMade: ActionContext['calloutsMade'] = new Map(),
): Promise<readonly ActionAnswer[]> {
  const { caller, tx, store, runId, flow, signal, now = Date.now, onMessage } = run
  const context: ActionContext = {
    call,
    tx,
    store: countedStore(store, call),
    deployed: world.deployed,
    fieldLookup: world.fieldLookup,
    caller,
    namedCredentials: new Map(world.project.namedCredentials.map(one => [one.apiName, one])),
    configuration: world.project.configuration,
    callout: world.callout ?? httpCallout,
    calloutsMade,
    signal,
    now,
    async record(made) {
      const messages = made.map(message => ({
        ...NOTHING_MORE,
        ...message,
        runId,
        flow,
        userId: caller.userId,
        isToBeSent: world.sendsEmail && isEmail(message),
      }))
      await addToOutbox(tx, messages)
      if (messages.some(message => message.isToBeSent)) onMessage?.('email')
      if (messages.some(({ kind }) => kind === 'customNotification')) onMessage?.('notification')
    },
    log: line => world.log?.(`${action.name}: ${line}`),
  }
  const answers = action.run(
    inputs.map(values => new ActionInputs(values)),
    context,
  )
  return signal ? unlessStopped(answers, signal) : answers
}

/// An e-mail alert that nobody gets, or of which only the name is known, is recorded alone.
const isEmail = ({ kind, to, body = null }: ActionMessage): boolean =>
  kind === 'email' || (kind === 'emailAlert' && to.length > 0 && body !== null)

/// [work], or as soon as [signal] says so an error that ends the run: an action that does not look at the signal, or
/// never ends, must not keep its transaction open.
function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(stopError(signal.reason))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

function stopError(reason: unknown): RecordStoreError {
  const isTimeout = reason instanceof Error && reason.name === 'TimeoutError'
  const message = reason instanceof Error ? reason.message : 'The run was cancelled.'
  return new RecordStoreError(isTimeout ? 'QUERY_TIMEOUT' : 'CANCELLED', message)
}
