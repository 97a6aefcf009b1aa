import {
  ANY,
  type DataType,
  DateTimeValue,
  DateValue,
  describeType,
  isNum,
  type Num,
  type ScalarKind,
  TimeValue,
  type Value,
} from '@millrace/values'
import { FormulaError } from '../diagnostic.ts'
import type { FormulaContext, FormulaReference } from '../scope.ts'
import type { Node } from '../tree.ts'

export type Evaluate = (context: FormulaContext) => Value

export type FormulaKind = 'flow' | 'recordFlow' | 'record' | 'component'

/// An argument after checking: its type, and what it refers to when it is a bare reference.
export interface Argument {
  readonly node: Node
  readonly type: DataType
  readonly reference?: FormulaReference<FormulaContext>
}

/// An argument after compiling. `constant` is there when its value is known before evaluation.
export interface CompiledArgument extends Argument {
  readonly evaluate: Evaluate
  readonly constant?: { readonly value: Value }
}

/// A call under check: what it was given, and where to report what does not fit.
export interface CallCheck {
  readonly kind: FormulaKind
  readonly args: readonly Argument[]
  /// Reports that argument number [index] has not the type it should have. [expected] as people read it.
  wrongType(index: number, expected: string): void
  /// Reports the number of arguments.
  wrongCount(expected: number): void
}

/// One entry of the function tables: its line in the manual, what it takes and gives, and what it does.
export interface FormulaFunction {
  /// `LEFT(text, num_chars)`.
  readonly signature: string
  /// One sentence for the manual and the editor.
  readonly help: string
  /// The kinds of formula that may use it; all when absent.
  readonly kinds?: readonly FormulaKind[]
  /// Why no formula here can use it, in one sentence.
  readonly unavailable?: string
  /// Whether equal arguments always give equal results, so that constants are worked out once.
  readonly pure: boolean
  check(call: CallCheck): DataType
  compile(args: readonly CompiledArgument[]): Evaluate
}

/// What a parameter takes. Several kinds: any of them.
export type Kind = Exclude<ScalarKind, 'Null' | 'Any'>
export type Parameter = Kind | readonly Kind[] | OptionalParameter | RepeatedParameter
export interface OptionalParameter {
  readonly optional: Kind
}
/// One or more arguments of this kind; only as the last parameter.
export interface RepeatedParameter {
  readonly oneOrMore: Kind
}

export const optional = <K extends Kind>(kind: K): { readonly optional: K } => ({ optional: kind })
export const oneOrMore = <K extends Kind>(kind: K): { readonly oneOrMore: K } => ({ oneOrMore: kind })

interface KindValues {
  Text: string
  Picklist: string
  Multipicklist: string
  Number: Num
  Boolean: boolean
  Date: DateValue
  DateTime: DateTimeValue
  Time: TimeValue
}

type ValueOf<P> = P extends Kind ? KindValues[P] : P extends readonly (infer K)[] ? ValueOf<K> : never
type ArgumentsOf<P extends readonly Parameter[]> = P extends readonly [infer First, ...infer Rest]
  ? First extends { readonly oneOrMore: infer K }
    ? ValueOf<K>[]
    : [
        ...(First extends { readonly optional: infer K } ? [value?: ValueOf<K>] : [value: ValueOf<First>]),
        ...ArgumentsOf<Rest extends readonly Parameter[] ? Rest : []>,
      ]
  : []
type OrNull<T extends unknown[]> = { [I in keyof T]: T[I] | null }

/// Most functions: a blank argument (null or empty text) gives a blank result, so [run] never sees one.
export function strict<const P extends readonly Parameter[], R extends Kind>(
  signature: string,
  help: string,
  takes: P,
  gives: R,
  run: (...args: ArgumentsOf<P>) => KindValues[R] | null,
): FormulaFunction {
  return define(signature, help, takes, gives, true, args => strictCall(args, run as Run))
}

/// A function that has its own answer to blanks: [run] sees null for them (and may see "").
export function nullable<const P extends readonly Parameter[], R extends Kind>(
  signature: string,
  help: string,
  takes: P,
  gives: R,
  run: (...args: OrNull<ArgumentsOf<P>>) => KindValues[R] | null,
): FormulaFunction {
  return define(signature, help, takes, gives, true, args => plainCall(args, run as Run))
}

/// A function of the moment or the reader as well: [run] gets the context first. A blank argument gives a blank.
export function contextual<const P extends readonly [] | readonly [Parameter], R extends Kind>(
  signature: string,
  help: string,
  takes: P,
  gives: R,
  run: (context: FormulaContext, ...args: ArgumentsOf<P>) => KindValues[R] | null,
): FormulaFunction {
  const call = run as (context: FormulaContext, ...args: Value[]) => Value
  const link = ([argument]: readonly Evaluate[]): Evaluate =>
    argument
      ? context => {
          const value = argument(context)
          return isBlank(value) ? null : call(context, value)
        }
      : context => call(context)
  return define(signature, help, takes, gives, false, link)
}

/// A function that no formula here can use; [reason] is a sentence.
export function unavailable(signature: string, help: string, reason: string): FormulaFunction {
  return { signature, help, unavailable: reason, pure: false, check: () => ANY, compile: () => () => null }
}

/// [definition] for these kinds of formula only.
export function onlyFor(kinds: readonly FormulaKind[], definition: FormulaFunction): FormulaFunction {
  return { ...definition, kinds }
}

/// A function with rules of its own for checking or for which arguments it evaluates.
export function special(
  signature: string,
  help: string,
  check: FormulaFunction['check'],
  compile: FormulaFunction['compile'],
): FormulaFunction {
  return { signature, help, pure: true, check, compile }
}

/// Blank as text functions see it: null or "".
export const isBlank = (value: Value): value is null | '' => value === null || value === ''

type Run = (...args: Value[]) => Value

function define(
  signature: string,
  help: string,
  takes: readonly Parameter[],
  gives: Kind,
  pure: boolean,
  link: (args: readonly Evaluate[]) => Evaluate,
): FormulaFunction {
  const result: DataType = { kind: gives }
  return {
    signature,
    help,
    pure,
    check(call) {
      checkArguments(call, takes)
      return result
    },
    compile: args =>
      link(args.map((arg, i) => typed(arg, kindsOf(takes[Math.min(i, takes.length - 1)]!), nameIn(signature)))),
  }
}

const nameIn = (signature: string): string => signature.slice(0, signature.indexOf('('))

/// The argument's value. Where its type is not known before evaluation, a value of none of [kinds] fails then.
export function typed({ type, evaluate }: CompiledArgument, kinds: readonly Kind[], functionName: string): Evaluate {
  if (type.kind !== 'Any') return evaluate
  return context => {
    const value = evaluate(context)
    if (value === null || kinds.some(kind => holds(value, kind))) return value
    throw unexpected(functionName, kinds, value)
  }
}

/// For a value whose type was not known before evaluation and does not fit.
export function unexpected(functionName: string, kinds: readonly Kind[], value: Value): FormulaError {
  const received = ALL_KINDS.find(kind => holds(value, kind))
  const expected = kinds.map(kind => describeType({ kind })).join(', ')
  return new FormulaError(
    functionName,
    `Expected ${expected}, received ${received ? describeType({ kind: received }) : 'a record or collection'}`,
  )
}

const ALL_KINDS: readonly Kind[] = ['Text', 'Number', 'Boolean', 'Date', 'DateTime', 'Time']

function holds(value: Value, kind: Kind): boolean {
  switch (kind) {
    case 'Number':
      return isNum(value)
    case 'Boolean':
      return typeof value === 'boolean'
    case 'Date':
      return value instanceof DateValue
    case 'DateTime':
      return value instanceof DateTimeValue
    case 'Time':
      return value instanceof TimeValue
    default:
      return typeof value === 'string'
  }
}

function strictCall(args: readonly Evaluate[], run: Run): Evaluate {
  const [first, second, third] = args
  if (args.length === 1 && first)
    return context => {
      const a = first(context)
      return isBlank(a) ? null : run(a)
    }
  if (args.length === 2 && first && second)
    return context => {
      const a = first(context)
      const b = second(context)
      return isBlank(a) || isBlank(b) ? null : run(a, b)
    }
  if (args.length === 3 && first && second && third)
    return context => {
      const a = first(context)
      const b = second(context)
      const c = third(context)
      return isBlank(a) || isBlank(b) || isBlank(c) ? null : run(a, b, c)
    }
  return context => {
    const values = args.map(arg => arg(context))
    return values.some(isBlank) ? null : run(...values)
  }
}

function plainCall(args: readonly Evaluate[], run: Run): Evaluate {
  const [first, second, third] = args
  if (args.length === 1 && first) return context => run(first(context))
  if (args.length === 2 && first && second) return context => run(first(context), second(context))
  if (args.length === 3 && first && second && third)
    return context => run(first(context), second(context), third(context))
  return context => run(...args.map(arg => arg(context)))
}

function checkArguments(call: CallCheck, takes: readonly Parameter[]): void {
  const last = takes.at(-1)
  const repeated = last !== undefined && isRepeated(last)
  const required = takes.filter(parameter => !isOptional(parameter)).length
  const { length } = call.args
  if (length < required) return call.wrongCount(required)
  if (length > takes.length && !repeated) return call.wrongCount(takes.length)
  call.args.forEach((_, i) => {
    expect(call, i, kindsOf(takes[Math.min(i, takes.length - 1)]!))
  })
}

/// Reports argument number [index] unless it is one of [kinds].
export function expect(call: CallCheck, index: number, kinds: readonly Kind[]): boolean {
  const { type } = call.args[index]!
  if (kinds.some(kind => fits(type, kind, call.kind))) return true
  call.wrongType(index, kinds.map(kind => describeType({ kind })).join(', '))
  return false
}

/// Whether a value of [type] may stand where [kind] is wanted. Flows and components hold picklist values as text;
/// record formulas need TEXT() or ISPICKVAL().
export function fits(type: DataType, kind: Kind, formula: FormulaKind): boolean {
  if (type.kind === kind || type.kind === 'Any' || type.kind === 'Null') return true
  if (formula === 'record') return false
  const textual = (name: string): boolean => name === 'Text' || name === 'Picklist' || name === 'Multipicklist'
  return textual(type.kind) && textual(kind)
}

const isOptional = (parameter: Parameter): parameter is OptionalParameter =>
  typeof parameter === 'object' && 'optional' in parameter
const isRepeated = (parameter: Parameter): parameter is RepeatedParameter =>
  typeof parameter === 'object' && 'oneOrMore' in parameter

function kindsOf(parameter: Parameter): readonly Kind[] {
  if (typeof parameter === 'string') return [parameter]
  if (isOptional(parameter)) return [parameter.optional]
  if (isRepeated(parameter)) return [parameter.oneOrMore]
  return parameter
}
