import type { ActionAnswer, ActionCatalogue, FlowHost } from '@millrace/flow'
import type { Scenario, ScenarioRecord } from '@millrace/metadata'
import { ANY, fromJson, isMisfit, recordOf, type FieldLookup, type Json, type Value } from '@millrace/values'
import { CommandError } from '../commandError.ts'
import { resolveReferences, type NamedRecord } from './references.ts'

/// Actions that answer what a scenario states: `{ "outputs": … }`, or `{ "error": "…" }`. Those that it does not state are
/// the project's.
export function actionStandIns(
  actions: NonNullable<Scenario['actions']>,
  named: ReadonlyMap<string, NamedRecord>,
  field: FieldLookup,
  otherwise: NonNullable<FlowHost['action']>,
): NonNullable<FlowHost['action']> {
  const answer = ({ outputs = {}, error }: ScenarioRecord): ActionAnswer => {
    if (typeof error === 'string') return { error }
    const json = Object.entries(resolveReferences(outputs, named) as ScenarioRecord)
    return { outputs: new Map(json.map(([name, value]) => [name, valueOf(value, field)])) }
  }
  return (call, inputs) => {
    const stated = actions[call.name]
    return stated === undefined ? otherwise(call, inputs) : inputs.map(() => answer(stated))
  }
}

/// Actions that answer what a flow test states for the elements that call them, by the element's name.
export function elementStandIns(
  mocks: ReadonlyMap<string, ReadonlyMap<string, Json>>,
  field: FieldLookup,
  otherwise: NonNullable<FlowHost['action']>,
): NonNullable<FlowHost['action']> {
  return (call, inputs) => {
    const stated = mocks.get(call.element)
    if (!stated) return otherwise(call, inputs)
    const outputs = new Map([...stated].map(([name, json]) => [name, valueOf(json, field)]))
    return inputs.map(() => ({ outputs }))
  }
}

/// What is known of actions when [actions] stand in for some: of those nothing, so that every output may be stated.
export const knownBesides = (known: ActionCatalogue, actions: NonNullable<Scenario['actions']>): ActionCatalogue => ({
  find: (type, name) => (actions[name] === undefined ? known.find(type, name) : undefined),
  names: type => [...known.names(type), ...Object.keys(actions)],
  apexType: apexClass => known.apexType?.(apexClass),
})

/// JSON without a declared type: an object with `$type` is a record.
function valueOf(json: Json, field: FieldLookup): Value {
  if (Array.isArray(json)) return json.map(item => valueOf(item, field))
  const isRecord = typeof json === 'object' && json !== null && 'attributes' in json
  const value = fromJson(json, isRecord ? recordOf('') : ANY, field)
  if (isMisfit(value))
    throw new CommandError(`An output in "actions" ${value.message}${value.path && ` (${value.path})`}.`)
  return value
}
