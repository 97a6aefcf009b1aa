import type { MaybePromise, RowError, RowResult } from '@millrace/database'
import { Fault, dataFault } from './fault.ts'
import type { DataStep, Interview } from './interview.ts'

/// What a data element says it was doing, in its fault.
export type Doing = 'look up records' | 'create records' | 'update records' | 'delete records' | 'run an action'

/// A data step that performs [perform] and then, for each interview, [proceed] with its part of the answer. A statement
/// that could not run becomes the fault of the element. Stays synchronous when the store does.
export function dataStep<R>(
  doing: Doing,
  perform: (interviews: readonly Interview[]) => MaybePromise<readonly R[]>,
  proceed: (interview: Interview, answer: R) => void,
): DataStep {
  const settle = (interviews: readonly Interview[], answers: readonly R[]): void => {
    interviews.forEach((interview, i) => proceed(interview, answers[i]!))
  }
  const rethrow = (error: unknown): never => {
    throw storeFault(doing, error)
  }
  return interviews => {
    let answers: MaybePromise<readonly R[]>
    try {
      answers = perform(interviews)
    } catch (error) {
      return rethrow(error)
    }
    if (answers instanceof Promise) return answers.then(done => settle(interviews, done), rethrow)
    return settle(interviews, answers)
  }
}

/// Statements that were stopped from outside end the run; they are not the flow's to handle.
const STOPPED = new Set(['QUERY_TIMEOUT', 'CANCELLED', 'ROLLED_BACK', 'SERVER_UNAVAILABLE'])

/// The fault of a statement that could not run; any other error as it is.
export function storeFault(doing: Doing, error: unknown): unknown {
  if (error instanceof Fault || !(error instanceof Error) || error.name !== 'RecordStoreError') return error
  const { code = 'UNKNOWN_EXCEPTION' } = error as Error & { code?: string }
  if (STOPPED.has(code)) return new Fault(code, error.message, { ignoresFaultPath: true })
  return dataFault(doing, code, error.message)
}

/// Why the first row that broke a rule was not saved. Rows before it may only have gone down with it: they say
/// ALL_OR_NONE_OPERATION_ROLLED_BACK, which explains nothing.
export function firstError(rows: readonly RowResult[]): RowError | undefined {
  if (rows.every(row => row.success)) return undefined
  const errors = rows.flatMap(row => (row.success ? [] : row.errors))
  return errors.find(error => error.statusCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK') ?? errors[0]
}

/// Throws the fault of the first row that could not be saved.
export function throwRowErrors(doing: Doing, rows: readonly RowResult[]): void {
  const error = firstError(rows)
  if (error) throw dataFault(doing, error.statusCode, error.message, rows)
}

/// All [lists] in one: for a statement that several interviews share. A single list stays as it is.
export function joined<T>(lists: readonly T[][]): T[] {
  return lists.length === 1 ? lists[0]! : ([] as T[]).concat(...lists)
}

/// Takes apart again what was made of the `joined` [lists]: the answers of each interview.
export function parted<T>(answers: readonly T[], lists: readonly unknown[][]): (readonly T[])[] {
  if (lists.length === 1) return [answers]
  let start = 0
  return lists.map(({ length }) => answers.slice(start, (start += length)))
}

export function mapMaybe<A, B>(value: MaybePromise<A>, then: (value: A) => MaybePromise<B>): MaybePromise<B> {
  return value instanceof Promise ? value.then(then) : then(value)
}

/// What [work] answers for each of [items], one after the other.
export function inTurn<A, B>(items: readonly A[], work: (item: A) => MaybePromise<B>): MaybePromise<B[]> {
  const answers: B[] = []
  const from = (i: number): MaybePromise<B[]> => {
    for (let at = i; at < items.length; at++) {
      const answer = work(items[at]!)
      if (answer instanceof Promise)
        return answer.then(done => {
          answers.push(done)
          return from(at + 1)
        })
      answers.push(answer)
    }
    return answers
  }
  return from(0)
}
