import {
  ANY,
  BOOLEAN,
  type DataType,
  describeType,
  didYouMean,
  isNum,
  isTextual,
  NULL,
  NUMBER,
  TEXT,
  type Value,
} from '@millrace/values'
import { diagnostic, type FormulaCode, type FormulaDiagnostic } from './diagnostic.ts'
import type { Argument, CallCheck, FormulaFunction } from './functions/definition.ts'
import { functions } from './functions/index.ts'
import { type OperatorDefinition, operators } from './operators.ts'
import type { FormulaContext, FormulaReference, FormulaScope } from './scope.ts'
import { type Call, type FormulaTree, type Node, type Operation, references, type Span } from './tree.ts'

/// The longest formula Salesforce takes.
export const MAX_FORMULA_LENGTH = 3_900

export interface CheckOptions {
  /// The most characters the formula may have; 3,900 unless said.
  readonly maxLength?: number
}

export interface FormulaCheck {
  /// The type of the formula's result.
  readonly type: DataType
  readonly errors: FormulaDiagnostic[]
  readonly warnings: FormulaDiagnostic[]
  /// The paths it refers to, as typed, each once.
  readonly references: string[]
}

/// A node with its type and everything looked up: what `compile` works on.
export type Checked = CheckedConstant | CheckedReference | CheckedCall

interface CheckedConstant extends Argument {
  readonly kind: 'constant'
  readonly value: Value
}

interface CheckedReference extends Argument {
  readonly kind: 'reference'
  readonly reference: FormulaReference<FormulaContext>
}

interface CheckedCall extends Argument {
  readonly kind: 'call'
  readonly definition: FormulaFunction | OperatorDefinition
  readonly args: readonly Checked[]
}

/// Finds what is wrong with a formula before it runs: names that do not exist, functions this kind of formula has
/// not, arguments of the wrong type or number. With [expected], that the result fits it.
///
/// The texts are Salesforce's own; a sentence on what to do follows them where we know one.
///
/// # formula-too-long
/// A formula has more characters than Salesforce takes: 3,900.
///
/// Move a part of it into a formula of its own and refer to that.
///
/// # result-type
/// A formula's result is of another type than its place wants.
///
/// The message says both types and, where there is one, the function that converts: `TEXT()`, `VALUE()`, `DATEVALUE()`.
export function checkFormula<C extends FormulaContext>(
  tree: FormulaTree,
  scope: FormulaScope<C>,
  expected?: DataType,
  options: CheckOptions = {},
): FormulaCheck {
  const { type, errors, warnings } = resolveFormula(tree, scope, expected, options)
  return { type, errors, warnings, references: references(tree) }
}

/// `checkFormula` with the resolved tree as well.
export function resolveFormula<C extends FormulaContext>(
  tree: FormulaTree,
  scope: FormulaScope<C>,
  expected?: DataType,
  { maxLength = MAX_FORMULA_LENGTH }: CheckOptions = {},
): { type: DataType; checked: Checked; errors: FormulaDiagnostic[]; warnings: FormulaDiagnostic[] } {
  const checker = new Checker(tree.text, scope)
  const { length } = tree.text
  if (length > maxLength)
    checker.report(
      'formula-too-long',
      `Formula is too long (${count(length)} characters).  Maximum length is ${count(maxLength)} characters`,
      tree.root,
    )
  const checked = checker.node(tree.root)
  if (expected && !isResult(checked.type, expected))
    checker.report(
      'result-type',
      `Formula result is data type (${describeType(checked.type)}), incompatible with expected data type (${describeType(expected)}).${conversion(checked.type, [describeType(expected)])}`,
      tree.root,
    )
  return { type: checked.type, checked, errors: checker.errors, warnings: checker.warnings }
}

class Checker {
  readonly errors: FormulaDiagnostic[] = []
  readonly warnings: FormulaDiagnostic[] = []
  readonly #text: string
  readonly #scope: FormulaScope<FormulaContext>

  constructor(text: string, scope: FormulaScope<FormulaContext>) {
    this.#text = text
    this.#scope = scope
  }

  report(code: FormulaCode, message: string, span: Span): void {
    this.errors.push(diagnostic(this.#text, code, message, span))
  }

  node(node: Node): Checked {
    switch (node.kind) {
      case 'literal':
        return { kind: 'constant', node, type: literalType(node.value), value: node.value === '' ? null : node.value }
      case 'reference':
        return this.#reference(node, node.path)
      case 'operation':
        return this.#operation(node)
      case 'call':
        return this.#call(node)
      case 'missing':
        return { kind: 'constant', node, type: ANY, value: null }
    }
  }

  /// # unknown-reference
  /// A formula names a field or resource that is not there.
  ///
  /// Check the spelling. A custom field ends in `__c`; a relationship to a parent in `__r`, as in `Parent__r.Name`.
  #reference(node: Node, path: string): Checked {
    const reference = this.#scope.reference(path)
    if (reference) return { kind: 'reference', node, type: reference.type, reference }
    const message = this.#scope.unknownReference?.(path) ?? `Field ${path} does not exist. Check spelling.`
    this.report('unknown-reference', message, node)
    return { kind: 'constant', node, type: ANY, value: null }
  }

  /// The left sides of a chain (a + b + c …) are walked in a loop: chains are long, nesting is not.
  #operation(root: Operation): Checked {
    const chain: Operation[] = []
    let leftmost: Node = root
    while (leftmost.kind === 'operation') {
      chain.push(leftmost)
      leftmost = leftmost.operands[0]!
    }
    let checked = this.node(leftmost)
    for (let node = chain.pop(); node; node = chain.pop()) {
      const args = [checked, ...node.operands.slice(1).map(operand => this.node(operand))]
      this.#warnOfExponent(node)
      checked = this.#checked(operators[node.operator], node, args, `operator '${node.operator}'`)
    }
    return checked
  }

  /// `2*3^2` is 36 in Salesforce and 18 everywhere else: say so unless parentheses make it plain.
  ///
  /// # exponent-precedence
  /// A power stands beside a product, a quotient or a sign without parentheses.
  ///
  /// `2*3^2` is 36 in Salesforce, where `*` and the sign are worked out first, and 18 almost everywhere else. Write
  /// `(2*3)^2` or `2*(3^2)`, whichever you mean.
  #warnOfExponent(node: Operation): void {
    if (node.operator !== '^') return
    const tighter = node.operands.find(
      operand =>
        operand.kind === 'operation' &&
        !operand.grouped &&
        (operand.operator === '*' || operand.operator === '/' || operand.operands.length === 1),
    )
    if (!tighter) return
    const text = this.#text.slice(tighter.start, tighter.end)
    const message = `${text} is worked out before ^, as Salesforce does. Write (${text}) if you mean that, or put parentheses around the power.`
    this.warnings.push(diagnostic(this.#text, 'exponent-precedence', message, node, 'warning'))
  }

  /// # unknown-function
  /// A formula calls a function that does not exist.
  ///
  /// Check the spelling; the message names one that is spelled almost the same.
  ///
  /// # function-not-available
  /// A formula calls a function that this kind of formula does not have.
  ///
  /// Some functions exist only in formulas of records, such as `ISCHANGED()`. The message says where it can be used.
  #call(node: Call): Checked {
    const args = node.args.map(arg => this.node(arg))
    const name = node.name.toUpperCase()
    const definition = functions.get(name)
    if (!definition) {
      const guess = didYouMean(node.name, functions.keys())
      this.report('unknown-function', `Unknown function ${node.name}. Check spelling.${guess}`, node.nameSpan)
      return { kind: 'constant', node, type: ANY, value: null }
    }
    const reason = unavailableBecause(definition, this.#scope.kind)
    if (reason !== undefined) {
      const message = `Function ${name} may not be used in this type of formula${reason}`
      this.report('function-not-available', message, node.nameSpan)
      return { kind: 'constant', node, type: ANY, value: null }
    }
    return this.#checked(definition, node, args, `function '${name}()'`, definition.signature)
  }

  /// The call, or null of the call's type when its arguments are not what it takes.
  #checked(
    definition: FormulaFunction | OperatorDefinition,
    node: Node,
    args: readonly Checked[],
    description: string,
    signature = '',
  ): Checked {
    const before = this.errors.length
    const type = definition.check(this.#callCheck(node, args, description, signature))
    return this.errors.length > before
      ? { kind: 'constant', node, type, value: null }
      : { kind: 'call', node, type, definition, args }
  }

  /// # parameter-type
  /// A function or operator gets a value of a type it does not take.
  ///
  /// The message says both types and, where there is one, the function that converts: `TEXT()`, `VALUE()`,
  /// `DATEVALUE()`.
  ///
  /// # parameter-count
  /// A function gets too many or too few values.
  ///
  /// The message shows how it is written.
  #callCheck(node: Node, args: readonly Checked[], description: string, signature: string): CallCheck {
    return {
      kind: this.#scope.kind,
      args,
      wrongType: (index, expected) => {
        const { type, node: argument } = args[index]!
        const received = `Incorrect parameter type for ${description}. Expected ${expected}, received ${describeType(type)}.`
        this.report('parameter-type', received + conversion(type, expected.split(', ')), argument)
      },
      wrongCount: expected => {
        const received = `Incorrect number of parameters for ${description}. Expected ${expected}, received ${args.length}.`
        this.report('parameter-count', `${received} Write ${signature}.`, node)
      },
    }
  }
}

function literalType(value: Value): DataType {
  if (value === null) return NULL
  if (typeof value === 'string') return TEXT
  return isNum(value) ? NUMBER : BOOLEAN
}

function unavailableBecause(definition: FormulaFunction, kind: CallCheck['kind']): string | undefined {
  if (definition.unavailable !== undefined) return `. ${definition.unavailable}`
  if (!definition.kinds || definition.kinds.includes(kind)) return undefined
  const places = {
    record: 'record formulas',
    flow: 'flows',
    recordFlow: 'flows that a record starts',
    component: 'Dynamic Components',
  }
  return `. It can be used in ${definition.kinds.map(allowed => places[allowed]).join(' and ')}.`
}

/// The function that turns a value of [type] into one of [wanted], as a sentence with a leading blank.
function conversion(type: DataType, wanted: readonly string[]): string {
  const to = (kind: string): boolean => wanted.length === 1 && wanted[0] === kind
  if (type.kind === 'Record') return ' Name one of its fields.'
  if (type.kind === 'Collection') return ' A formula works with single values.'
  if (to('Text') && type.kind === 'Boolean') return ' IF(x, "true", "false") makes it text.'
  if (to('Text') && !isTextual(type)) return ' TEXT() makes it text.'
  if (to('Text') && type.kind === 'Picklist') return ' TEXT() makes it text; ISPICKVAL() compares it.'
  if (to('Text') && type.kind === 'Multipicklist') return ' INCLUDES() tests it.'
  if (to('Number') && type.kind === 'Text') return ' VALUE() makes it a number.'
  if (to('Date') && (type.kind === 'DateTime' || type.kind === 'Text')) return ' DATEVALUE() makes it a date.'
  if (to('Date/Time') && (type.kind === 'Date' || type.kind === 'Text')) return ' DATETIMEVALUE() makes it a date/time.'
  if (to('Time') && (type.kind === 'DateTime' || type.kind === 'Text')) return ' TIMEVALUE() makes it a time.'
  return ''
}

/// Whether a result of [type] is good where [expected] is wanted. A picklist takes text, as flow resources do.
function isResult(type: DataType, expected: DataType): boolean {
  if (type.kind === 'Null' || type.kind === 'Any' || expected.kind === 'Any' || expected.kind === 'Null') return true
  return type.kind === expected.kind || (isTextual(type) && isTextual(expected))
}

const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')
