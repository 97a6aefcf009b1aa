import { recordStore, type Org as DeployedOrg, type Tx } from '@millrace/database'
import type { ComponentExpectations, ComponentScenario, ComponentStep, ObjectDefinition } from '@millrace/metadata'
import { type ChainOutcome, type ComponentState, openDynamicComponent } from '@millrace/runtime'
import { createServer, fieldLookupOf, openOrg, readProjectFiles, systemContext } from '@millrace/server'
import {
  ANY,
  DateTimeValue,
  didYouMean,
  fromJson,
  isMisfit,
  type Json,
  RecordValue,
  toJson,
  type Value,
} from '@millrace/values'
import { CommandError } from '../../commandError.ts'
import { actionStandIns, knownBesides } from '../actions.ts'
import { differences, show } from '../expectations.ts'
import { dataFailures } from '../failures.ts'
import { ScenarioRecords } from '../records.ts'
import { resolveReferences } from '../references.ts'
import { HeldDatabase } from './heldDatabase.ts'
import { performStep } from './performStep.ts'
import { newNotes, type Notes, ScenarioClock, ScenarioHost, type ScenarioHostOptions } from './scenarioHost.ts'

/// The project and the database that a component scenario runs on.
export interface ComponentWorld {
  /// The project's folder.
  readonly root: string
  /// With the objects of the scenario.
  readonly deployed: DeployedOrg
  readonly objects: readonly ObjectDefinition[]
  readonly administratorId: string
  /// Paths of the project's data files, which scenarios do without.
  readonly dataFiles: ReadonlySet<string>
}

/// Opens the component of [scenario] on a server in this process, does its steps, and answers what was expected and is
/// not so. Everything happens within [tx].
export async function runComponentScenario(
  tx: Tx,
  scenario: ComponentScenario,
  { root, deployed, objects, administratorId, dataFiles }: ComponentWorld,
): Promise<string[]> {
  const { context = {}, actions = {} } = scenario
  const clock = new ScenarioClock(momentOf(context.now))
  const user = { ...systemContext(administratorId), now: () => clock.now }
  const records = new ScenarioRecords(tx, deployed, user)
  await records.store(scenario.records ?? {})
  await changeUser(tx, deployed, administratorId, context)
  const database = new HeldDatabase(tx)
  const files = (await readProjectFiles(root)).filter(({ path }) => !dataFiles.has(path))
  const org = await openOrg({
    folder: root,
    openDatabase: async () => database,
    readFiles: async () => files,
    now: () => clock.now,
    objects,
    standIns: {
      known: known => knownBesides(known, actions),
      action: otherwise => actionStandIns(actions, records.named, fieldLookupOf(deployed.schema), otherwise),
    },
  })
  const app = await createServer({ org })
  const token = await org.credentials.issue('token', administratorId)
  const send: ScenarioHostOptions['send'] = async request =>
    app.inject({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } })
  const settle = async (): Promise<void> => {
    await org.recorder.flush()
  }
  try {
    const session = await jsonOf<ScenarioHostOptions['session']>(send, '/millrace/v1/session')
    const resolved = (json: Json): Json => resolveReferences(json, records.named)
    const recordId = resolved(context.recordId ?? null)
    const objectApiName =
      typeof recordId === 'string' ? deployed.schema.objectByKeyPrefix(recordId.slice(0, 3))?.apiName : undefined
    const host = new ScenarioHost({
      send,
      session,
      clock,
      formFactor: context.formFactor ?? 'Large',
      ...(typeof recordId === 'string' ? { recordId } : {}),
      ...(objectApiName === undefined ? {} : { objectApiName }),
      urlParameters: context.urlParameters ?? {},
      permissions: context.permissions ?? [],
      watchRecords(objects, changed) {
        const names = new Set(objects.map(name => name.toLowerCase()))
        return org.recordChanges.watch(object => {
          if (names.has(object.toLowerCase())) changed()
        })
      },
    })
    const definition = await host.openComponent(scenario.component).catch((cause: unknown) => {
      const names = org.project.dynamicComponents.map(({ component }) => component.apiName)
      const message = cause instanceof Error ? cause.message : String(cause)
      throw new CommandError(`${message}${didYouMean(scenario.component, names)}`)
    })
    const inputs = Object.entries(scenario.inputs ?? {}).map(([name, json]) => [name, valueOf(resolved(json))] as const)
    const state = openDynamicComponent(definition, host, Object.fromEntries(inputs))
    try {
      return await new ComponentPlay(state, host, clock, records, settle).run(scenario)
    } finally {
      state.dispose()
    }
  } finally {
    await app.close()
    await org.close()
  }
}

/// One component that a scenario plays with.
class ComponentPlay {
  readonly #state: ComponentState
  readonly #host: ScenarioHost
  readonly #clock: ScenarioClock
  readonly #records: ScenarioRecords
  readonly #settle: () => Promise<void>

  constructor(
    state: ComponentState,
    host: ScenarioHost,
    clock: ScenarioClock,
    records: ScenarioRecords,
    settle: () => Promise<void>,
  ) {
    this.#state = state
    this.#host = host
    this.#clock = clock
    this.#records = records
    this.#settle = settle
  }

  async run({ steps = [], expect }: ComponentScenario): Promise<string[]> {
    const objects = [...steps.map(step => step.expect), expect].flatMap(one => Object.keys(one?.records ?? {}))
    const before = await this.#records.ids([...new Set(objects)])
    const all = this.#host.notes
    const loaded = await this.#state.load()
    await this.#settle()
    const wrong = this.#state.problems.filter(({ severity }) => severity === 'error')
    if (wrong.length > 0) return wrong.map(({ message }) => message)
    if (loaded.status === 'failed' && steps.length > 0) return [`On Load failed: ${loaded.error?.message ?? ''}`]
    let outcome = loaded
    for (const [i, step] of steps.entries()) {
      const notes = newNotes()
      this.#host.notes = notes
      this.#host.answers = [...(step.answers ?? [])]
      const title = `Step ${i + 1}${titleOf(step)}`
      const ended = await this.#perform(step)
      if (typeof ended === 'string') return [`${title}: ${ended}`]
      outcome = ended
      for (const part of ['toasts', 'navigations', 'dialogs'] as const) all[part].push(...notes[part])
      all.requests.push(...notes.requests)
      const failures = await this.#failures(step.expect ?? {}, ended, notes, before)
      if (failures.length > 0) return failures.map(failure => `${title}: ${failure}`)
    }
    return expect ? this.#failures({ outcome: outcome.status, ...expect }, outcome, all, before) : []
  }

  async #perform(step: ComponentStep): Promise<ChainOutcome | string> {
    const settle = async (): Promise<void> => {
      // What an event began goes on over several turns of the event loop.
      for (let i = 0; i < 5; i++) await new Promise(resolve => setImmediate(resolve))
      await this.#settle()
    }
    const outcome = await performStep(step, {
      state: this.#state,
      resolved: json => resolveReferences(json, this.#records.named),
      valueOf,
      pass: seconds => this.#clock.pass(seconds * 1000, settle),
    })
    await settle()
    await this.#queriesAnswered()
    return outcome
  }

  /// Until no query is under way any more.
  async #queriesAnswered(): Promise<void> {
    const { definition } = this.#state
    const names = definition.resources.flatMap(({ type, apiName }) => (type === 'query' ? [apiName] : []))
    const isUnderWay = (name: string): boolean => {
      const { status } = this.#state.query(name)
      return status === 'refreshing'
    }
    while (names.some(isUnderWay)) await new Promise(resolve => setTimeout(resolve, 1))
  }

  async #failures(
    expect: ComponentExpectations,
    outcome: ChainOutcome,
    notes: Notes,
    before: ReadonlyMap<string, ReadonlySet<string>>,
  ): Promise<string[]> {
    const resolved = (json: Json): Json => resolveReferences(json, this.#records.named)
    const wanted = expect.outcome ?? 'finished'
    const lists = ['toasts', 'navigations', 'dialogs', 'requests'] as const
    return [
      ...(outcome.status === wanted
        ? []
        : [
            `expected the outcome ${wanted}, found ${outcome.status}${outcome.error ? `: ${outcome.error.message}` : '.'}`,
          ]),
      ...failedError(expect, outcome),
      ...Object.entries(expect.values ?? {}).flatMap(([reference, value]) =>
        differences(reference, resolved(value), toJson(this.#state.value(reference))),
      ),
      ...Object.entries(expect.visible ?? {}).flatMap(([component, isVisible]) =>
        this.#state.isVisible(component) === isVisible
          ? []
          : [`${component}: expected it to be ${isVisible ? 'visible' : 'hidden'}, but it is not.`],
      ),
      ...lists.flatMap(list => {
        const stated = expect[list]
        return stated === undefined ? [] : differences(list, resolved([...stated] as Json), notes[list])
      }),
      ...(await dataFailures(expect, this.#records, before, resolved)),
    ]
  }
}

function failedError({ error }: ComponentExpectations, outcome: ChainOutcome): string[] {
  if (!error) return []
  const { code = '', message = '' } = outcome.error ?? {}
  const isCode = error.code === undefined || error.code === code
  const isText = error.contains === undefined || message.toLowerCase().includes(error.contains.toLowerCase())
  return isCode && isText
    ? []
    : [`expected an error ${show({ ...error })}, found ${outcome.error ? `${code}: ${message}` : 'none.'}`]
}

function titleOf({ click, select, set, setVariable, wait, target }: ComponentStep): string {
  if (click !== undefined) return ` (click ${click}${target === undefined ? '' : `, ${target}`})`
  if (select !== undefined) return ` (select in ${select})`
  if (set !== undefined) return ` (set ${set})`
  if (setVariable !== undefined) return ` (set ${setVariable})`
  return wait === undefined ? '' : ` (wait ${wait} s)`
}

function valueOf(json: Json): Value {
  const value = fromJson(json, ANY, () => undefined)
  return isMisfit(value) ? null : value
}

async function jsonOf<T>(send: ScenarioHostOptions['send'], url: string): Promise<T> {
  const { body } = await send({ method: 'GET', url, headers: {} })
  return JSON.parse(body) as T
}

function momentOf(now: string | undefined): number {
  if (now === undefined) return Date.now()
  const parsed = DateTimeValue.parse(now)
  if (parsed) return parsed.ms
  throw new CommandError(`context.now: "${now}" is no date/time, such as 2026-01-15T10:00:00Z.`)
}

/// The one user, with what the scenario's context says differently.
async function changeUser(
  tx: Tx,
  deployed: DeployedOrg,
  userId: string,
  { user = {}, timeZone, locale }: NonNullable<ComponentScenario['context']>,
): Promise<void> {
  const fields = {
    ...user,
    ...(timeZone === undefined ? {} : { TimeZoneSidKey: timeZone }),
    ...(locale === undefined ? {} : { LocaleSidKey: locale }),
  }
  if (Object.keys(fields).length === 0) return
  const record = new RecordValue('User')
  record.put('Id', userId)
  for (const [name, json] of Object.entries(fields)) record.set(name, valueOf(json))
  const store = recordStore(tx, deployed, systemContext(userId))
  const [result] = await store.update([record], { allOrNone: true, mode: 'system' })
  const [error] = result?.errors ?? []
  if (error) throw new CommandError(`context.user: ${error.message}`)
}
