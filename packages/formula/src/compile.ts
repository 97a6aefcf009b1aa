import type { DataType, Value } from '@millrace/values'
import { type Checked, type CheckOptions, resolveFormula } from './check.ts'
import { type FormulaDiagnostic, FormulaError } from './diagnostic.ts'
import type { CompiledArgument, Evaluate } from './functions/definition.ts'
import { parseFormula } from './parse.ts'
import type { FormulaContext, FormulaScope } from './scope.ts'
import { type FormulaTree, type Operation, references } from './tree.ts'

/// A formula ready to run.
export interface CompiledFormula<C extends FormulaContext> {
  /// The type of the result; blanks are null.
  readonly type: DataType
  /// Works the formula out. Throws FormulaError when it cannot be (division by zero, VALUE("abc")); everything else
  /// thrown comes from the scope's `read`, or is a bug of ours.
  evaluate(context: C): Value
}

/// Turns a formula without errors into closures. Constants are worked out here, once.
///
/// What `checkFormula` objects to still compiles: it evaluates to null there. Check first.
export function compileFormula<C extends FormulaContext>(
  tree: FormulaTree,
  scope: FormulaScope<C>,
): CompiledFormula<C> {
  const { type, checked } = resolveFormula(tree, scope)
  return { type, evaluate: compile(checked, scope).evaluate }
}

export interface PreparedFormula<C extends FormulaContext> {
  readonly type: DataType
  /// Absent when there are errors.
  readonly evaluate?: (context: C) => Value
  readonly errors: FormulaDiagnostic[]
  readonly warnings: FormulaDiagnostic[]
  readonly references: string[]
}

/// Parses, checks and compiles in one go.
export function prepareFormula<C extends FormulaContext>(
  text: string,
  scope: FormulaScope<C>,
  expected?: DataType,
  options?: CheckOptions,
): PreparedFormula<C> {
  const { tree, errors: syntax } = parseFormula(text)
  const { type, checked, errors: found, warnings } = resolveFormula(tree, scope, expected, options)
  const errors = [...syntax, ...found]
  const result = { type, errors, warnings, references: references(tree) }
  return errors.length > 0 ? result : { ...result, evaluate: compile(checked, scope).evaluate }
}

/// What of the scope decides how references are read.
type Host = Pick<FormulaScope<FormulaContext>, 'blankAsZero' | 'kind'>

function compile(root: Checked, host: Host): CompiledArgument {
  // Chains of operators are walked in a loop, as in the checker.
  const chain: (Checked & { kind: 'call' })[] = []
  let leftmost = root
  while (leftmost.kind === 'call' && isOperation(leftmost)) {
    chain.push(leftmost)
    leftmost = leftmost.args[0]!
  }
  let compiled = compileOne(leftmost, host)
  for (let call = chain.pop(); call; call = chain.pop())
    compiled = link(call, [compiled, ...call.args.slice(1).map(arg => compile(arg, host))])
  return compiled
}

const isOperation = (checked: Checked): boolean => (checked.node as Operation).kind === 'operation'

function compileOne(checked: Checked, host: Host): CompiledArgument {
  switch (checked.kind) {
    case 'constant':
      return constant(checked, checked.value)
    case 'reference':
      return {
        node: checked.node,
        type: checked.type,
        reference: checked.reference,
        evaluate: reader(checked, host),
      }
    case 'call':
      return link(
        checked,
        checked.args.map(arg => compile(arg, host)),
      )
  }
}

function reader({ reference, type }: Checked & { kind: 'reference' }, host: Host): Evaluate {
  if (host.blankAsZero && type.kind === 'Number') return context => reference.read(context) ?? 0
  // A checkbox of a record is never blank, also where a formula field works it out.
  if (host.kind === 'record' && type.kind === 'Boolean') return context => reference.read(context) ?? false
  return context => reference.read(context)
}

function link(call: Checked & { kind: 'call' }, args: readonly CompiledArgument[]): CompiledArgument {
  const { definition, node, type } = call
  const evaluate = definition.compile(args)
  const pure = !('pure' in definition) || definition.pure
  if (!pure || args.some(arg => !arg.constant)) return { node, type, evaluate }
  const value = fold(evaluate)
  return value === undefined ? { node, type, evaluate } : constant(call, value)
}

function constant({ node, type }: Checked, value: Value): CompiledArgument {
  return { node, type, evaluate: () => value, constant: { value } }
}

/// The value of an expression of constants; undefined when working it out fails, which is then left to evaluation.
function fold(evaluate: Evaluate): Value | undefined {
  try {
    return evaluate(NO_CONTEXT)
  } catch (error) {
    if (error instanceof FormulaError) return undefined
    throw error
  }
}

/// Pure functions do not look at it.
const NO_CONTEXT: FormulaContext = { now: () => 0, timeZone: 'UTC', locale: 'en_US' }
