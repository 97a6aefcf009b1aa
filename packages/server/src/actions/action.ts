import type { OutboxMessage, Org as DeployedOrg, Queryable, RecordStore, SaveOptions } from '@millrace/database'
import type { ActionAnswer, ActionCall, ActionDescription, ActionParameter } from '@millrace/flow'
import type { Configuration, NamedCredential } from '@millrace/metadata'
import { BOOLEAN, collectionOf, NUMBER, TEXT, type DataType, type FieldLookup, type Value } from '@millrace/values'
import type { Caller } from '../caller.ts'
import type { Callout } from './callout.ts'

/// Something that flows and programs can have done by name.
export interface Action extends ActionDescription {
  /// The `actionType` of an Action element: `emailSimple`, `quickAction`, `apex`, …
  readonly type: string
  /// The `actionName`; for type `apex` the class.
  readonly name: string
  readonly label: string
  /// The permission that a program needs to call it over REST, beside being signed in.
  readonly userPermission?: string
  /// Does it once for each of [inputs] and answers as many. What throws otherwise than with an `ActionError` is a
  /// defect, or a statement that could not run.
  run(inputs: readonly ActionInputs[], context: ActionContext): Promise<readonly ActionAnswer[]>
}

/// What an action knows of and can do in the run that calls it.
export interface ActionContext {
  readonly call: ActionCall
  /// The transaction of the run: what is written here is there when the run succeeds, and only then.
  readonly tx: Queryable
  readonly store: RecordStore
  readonly deployed: DeployedOrg
  readonly fieldLookup: FieldLookup
  readonly caller: Caller
  readonly namedCredentials: ReadonlyMap<string, NamedCredential>
  readonly configuration: Configuration
  readonly callout: Callout
  /// Calls whose batch failed, so that none is sent twice when its interviews are tried one by one.
  readonly calloutsMade: Map<string, ActionAnswer[]>
  readonly signal: AbortSignal | undefined
  now(): number
  /// Adds messages to the outbox of the run.
  record(messages: readonly ActionMessage[]): Promise<void>
  log(line: string): void
}

/// A message as an action makes it; the run adds where it comes from.
export type ActionMessage = Pick<OutboxMessage, 'kind' | 'to'> &
  Partial<Pick<OutboxMessage, 'subject' | 'body' | 'relatedId' | 'detail'>>

/// One interview's inputs. What is not set is null, and a blank text is none.
export class ActionInputs {
  readonly values: ReadonlyMap<string, Value>

  constructor(values: ReadonlyMap<string, Value>) {
    this.values = values
  }

  text(name: string): string | null {
    const value = this.values.get(name)
    return typeof value === 'string' && value.trim() !== '' ? value : null
  }

  /// The text of an input that must be there.
  required(name: string): string {
    const text = this.text(name)
    if (text === null) throw new ActionError(`Missing required input parameter: ${name}.`)
    return text
  }

  /// The texts of a collection that are not blank.
  texts(name: string): string[] {
    const value = this.values.get(name)
    const items = Array.isArray(value) ? value : []
    return items.flatMap(item => (typeof item === 'string' && item.trim() !== '' ? [item.trim()] : []))
  }

  flag(name: string): boolean {
    return this.values.get(name) === true
  }
}

/// Why an action could not do what one of its inputs asks for: the text of the fault.
export class ActionError extends Error {}

/// Does [work] for each of [inputs], one after the other.
export async function forEachInput(
  inputs: readonly ActionInputs[],
  work: (inputs: ActionInputs) => Promise<Readonly<Record<string, Value>>>,
): Promise<ActionAnswer[]> {
  const answers: ActionAnswer[] = []
  for (const one of inputs) {
    try {
      answers.push({ outputs: new Map(Object.entries(await work(one))) })
    } catch (error) {
      if (!(error instanceof ActionError)) throw error
      answers.push({ error: error.message })
    }
  }
  return answers
}

const parameter =
  (type: DataType) =>
  (name: string, required = false): ActionParameter => ({ name, type, required })

export const text = parameter(TEXT)
export const flag = parameter(BOOLEAN)
export const number = parameter(NUMBER)
export const texts = parameter(collectionOf(TEXT))

/// How what an action saves counts the rights of the running user.
export const saveOptions = ({ call }: ActionContext): SaveOptions => ({ allOrNone: true, mode: call.mode })
