import { ANY, BOOLEAN, type DataType, describeType, isTextual, NULL, parseNum, type Value } from '@millrace/values'
import { FormulaError } from '../diagnostic.ts'
import { commonType, equalFormulaText, equalFormulaValues } from '../operators.ts'
import {
  type CallCheck,
  type CompiledArgument,
  contextual,
  type Evaluate,
  expect,
  type FormulaFunction,
  isBlank,
  onlyFor,
  special,
  strict,
} from './definition.ts'

/// Where a save is under way.
const ABOUT_SAVES = ['record', 'recordFlow'] as const

/// Logical Functions, in the order of Salesforce's page of that name.
export const logical = {
  AND: special(
    'AND(logical1, logical2, ...)',
    'TRUE when all values are true. A blank counts as false; values after the first false one are not looked at.',
    checkConnective,
    args => connective(args, false),
  ),

  BLANKVALUE: special(
    'BLANKVALUE(expression, substitute_expression)',
    'The expression, or the substitute when the expression is blank.',
    checkSubstitute,
    ([expression, substitute]) => {
      const [first, second] = [expression!.evaluate, substitute!.evaluate]
      return context => {
        const value = first(context)
        return isBlankValue(value) ? second(context) : value
      }
    },
  ),

  CASE: special(
    'CASE(expression, value1, result1, value2, result2, ..., else_result)',
    'The result beside the first value that equals the expression, or else_result.',
    checkCase,
    compileCase,
  ),

  IF: special(
    'IF(logical_test, value_if_true, value_if_false)',
    'value_if_true when the test is true, value_if_false when it is false or blank.',
    call => {
      if (call.args.length !== 3) return wrongCount(call, 3)
      expect(call, 0, ['Boolean'])
      return commonResult(call, [1, 2])
    },
    ([test, whenTrue, whenFalse]) => {
      const [check, yes, no] = [test!.evaluate, whenTrue!.evaluate, whenFalse!.evaluate]
      return context => (check(context) === true ? yes(context) : no(context))
    },
  ),

  IFERROR: special(
    'IFERROR(expression, value_if_error)',
    'The expression, or value_if_error when the expression cannot be worked out.',
    call => (call.args.length === 2 ? commonResult(call, [0, 1]) : wrongCount(call, 2)),
    ([expression, substitute]) => {
      const [first, second] = [expression!.evaluate, substitute!.evaluate]
      return context => {
        try {
          return first(context)
        } catch (error) {
          if (error instanceof FormulaError) return second(context)
          throw error
        }
      }
    },
  ),

  IFS: special(
    'IFS(logical_test1, value1, logical_test2, value2, ..., else_value)',
    'The value beside the first test that is true, or else_value.',
    call => {
      const { length } = call.args
      if (length < 3 || length % 2 === 0) return wrongCount(call, Math.max(3, length + 1))
      const values = [length - 1]
      for (let i = length - 3; i >= 0; i -= 2) {
        expect(call, i, ['Boolean'])
        values.unshift(i + 1)
      }
      return commonResult(call, values)
    },
    args => {
      const evaluates = args.map(arg => arg.evaluate)
      const last = evaluates.length - 1
      return context => {
        for (let i = 0; i < last; i += 2) if (evaluates[i]!(context) === true) return evaluates[i + 1]!(context)
        return evaluates[last]!(context)
      }
    },
  ),

  IN: special(
    'IN(expression, value1, value2, ...)',
    'TRUE when the expression equals one of the values. FALSE when it is blank.',
    call => {
      if (call.args.length < 2) return wrongCount(call, 2)
      checkComparable(
        call,
        call.args.map((_, i) => i),
      )
      return BOOLEAN
    },
    ([expression, ...values]) => {
      const first = expression!.evaluate
      const tests = values.map(value => ({ equal: equalityOf(expression!, value), evaluate: value.evaluate }))
      return context => {
        const value = first(context)
        return value !== null && tests.some(({ equal, evaluate }) => equal(value, evaluate(context)) === true)
      }
    },
  ),

  ISBLANK: special('ISBLANK(expression)', 'TRUE when the expression has no value.', checkBlankTest, ([expression]) => {
    const { evaluate } = expression!
    return context => isBlankValue(evaluate(context))
  }),

  ISCHANGED: onlyFor(
    ABOUT_SAVES,
    special(
      'ISCHANGED(field)',
      'TRUE when the field has another value than before the save that is under way.',
      call => {
        checkField(call)
        return BOOLEAN
      },
      ([field]) => {
        const { reference } = field!
        if (!reference?.readPrior) return () => false
        return context => {
          const [now, before] = [reference.read(context), reference.readPrior!(context)]
          return equalFormulaText(now, before) ? false : equalFormulaValues(now, before) !== true
        }
      },
    ),
  ),

  ISCLONE: onlyFor(
    ABOUT_SAVES,
    contextual('ISCLONE()', 'TRUE when the record is a clone of another.', [], 'Boolean', () => false),
  ),

  ISNEW: onlyFor(
    ABOUT_SAVES,
    contextual('ISNEW()', 'TRUE while the record is being created.', [], 'Boolean', context => context.isNew === true),
  ),

  ISNULL: special(
    'ISNULL(expression)',
    'TRUE when the expression is blank. Never true for text: use ISBLANK.',
    checkBlankTest,
    ([expression]) => {
      if (expression!.type.kind === 'Text') return () => false
      const { evaluate } = expression!
      return context => evaluate(context) === null
    },
  ),

  ISNUMBER: special(
    'ISNUMBER(text)',
    'TRUE when the text is a number, as VALUE reads it.',
    call => {
      if (call.args.length !== 1) return wrongCount(call, 1)
      expect(call, 0, ['Text'])
      return BOOLEAN
    },
    ([text]) => {
      const { evaluate } = text!
      return context => {
        const value = evaluate(context)
        return typeof value === 'string' && parseNum(value) !== undefined
      }
    },
  ),

  NOT: strict('NOT(logical)', 'TRUE for false and FALSE for true.', ['Boolean'], 'Boolean', value => !value),

  NULLVALUE: special(
    'NULLVALUE(expression, substitute_expression)',
    'The expression, or the substitute when the expression is blank. Text is never replaced: use BLANKVALUE.',
    checkSubstitute,
    ([expression, substitute]) => {
      const [first, second] = [expression!.evaluate, substitute!.evaluate]
      if (expression!.type.kind === 'Text' || substitute!.type.kind === 'Text') return first
      return context => first(context) ?? second(context)
    },
  ),

  OR: special(
    'OR(logical1, logical2, ...)',
    'TRUE when any value is true. A blank counts as false; values after the first true one are not looked at.',
    checkConnective,
    args => connective(args, true),
  ),

  PRIORVALUE: onlyFor(
    ABOUT_SAVES,
    special(
      'PRIORVALUE(field)',
      "The field's value before the save that is under way.",
      call => (checkField(call) ? call.args[0]!.type : ANY),
      ([field]) => {
        const { reference } = field!
        return reference?.readPrior ? context => reference.readPrior!(context) : () => null
      },
    ),
  ),
} satisfies Record<string, FormulaFunction>

/// Blank: no value, empty text, nothing in a collection.
const isBlankValue = (value: Value): boolean => isBlank(value) || (Array.isArray(value) && value.length === 0)

function wrongCount(call: CallCheck, expected: number): DataType {
  call.wrongCount(expected)
  return ANY
}

function checkConnective(call: CallCheck): DataType {
  if (call.args.length === 0) call.wrongCount(1)
  call.args.forEach((_, i) => expect(call, i, ['Boolean']))
  return BOOLEAN
}

/// AND ends at the first value that is not true, OR at the first that is: [end] is the result then.
function connective(args: readonly CompiledArgument[], end: boolean): Evaluate {
  const evaluates = args.map(arg => arg.evaluate)
  const [first, second] = evaluates
  if (evaluates.length === 2 && first && second)
    return end
      ? context => first(context) === true || second(context) === true
      : context => first(context) === true && second(context) === true
  return context => {
    for (const evaluate of evaluates) if ((evaluate(context) === true) === end) return end
    return !end
  }
}

/// The type all of these arguments share; reports the first that does not fit those before it.
function commonResult(call: CallCheck, indexes: readonly number[]): DataType {
  let type = NULL
  for (const index of indexes) {
    const common = commonType(type, call.args[index]!.type, call.kind)
    if (!common) {
      call.wrongType(index, describeType(type))
      return ANY
    }
    type = common
  }
  return type
}

function checkSubstitute(call: CallCheck): DataType {
  if (call.args.length !== 2) return wrongCount(call, 2)
  if (call.args[0]!.type.kind === 'Boolean' && call.kind === 'record') {
    call.wrongType(0, NOT_BOOLEAN)
    return ANY
  }
  return commonResult(call, [0, 1])
}

const NOT_BOOLEAN = 'Number, Text, Date, Date/Time'

function checkBlankTest(call: CallCheck): DataType {
  if (call.args.length !== 1) call.wrongCount(1)
  else if (call.args[0]!.type.kind === 'Boolean' && call.kind === 'record') call.wrongType(0, NOT_BOOLEAN)
  return BOOLEAN
}

/// ISCHANGED and PRIORVALUE look at a field of the record itself.
function checkField(call: CallCheck): boolean {
  if (call.args.length !== 1) call.wrongCount(1)
  else if (call.args[0]!.reference || call.args[0]!.type.kind === 'Any') return true
  else call.wrongType(0, 'a field')
  return false
}

function checkCase(call: CallCheck): DataType {
  const { length } = call.args
  if (length < 4 || length % 2 !== 0) return wrongCount(call, Math.max(4, length - (length % 2)))
  const values: number[] = []
  const results: number[] = []
  for (let i = 1; i < length - 1; i += 2) {
    values.push(i)
    results.push(i + 1)
  }
  results.push(length - 1)
  const booleans = [0, ...values, ...results].filter(i => call.args[i]!.type.kind === 'Boolean')
  if (booleans.length > 0) {
    call.wrongType(booleans[0]!, NOT_BOOLEAN)
    return ANY
  }
  checkComparable(call, [0, ...values])
  return commonResult(call, results)
}

/// The values must be comparable with the first. A picklist is compared with texts written out.
function checkComparable(call: CallCheck, [expression, ...values]: readonly number[]): void {
  const { type } = call.args[expression!]!
  if (type.kind !== 'Picklist' || call.kind !== 'record') {
    commonResult(call, [expression!, ...values])
    return
  }
  for (const index of values) {
    const { node } = call.args[index]!
    if (node.kind !== 'literal' || typeof node.value !== 'string') call.wrongType(index, 'Text')
  }
}

function equalityOf(a: CompiledArgument, b: CompiledArgument): (a: Value, b: Value) => boolean | null {
  return isTextual(a.type) || isTextual(b.type) ? equalFormulaText : equalFormulaValues
}

function compileCase(args: readonly CompiledArgument[]): Evaluate {
  const expression = args[0]!
  const subject = expression.evaluate
  const otherwise = args.at(-1)!.evaluate
  const cases: { value: Evaluate; result: Evaluate; equal: (a: Value, b: Value) => boolean | null }[] = []
  for (let i = 1; i < args.length - 1; i += 2)
    cases.push({
      value: args[i]!.evaluate,
      result: args[i + 1]!.evaluate,
      equal: equalityOf(expression, args[i]!),
    })
  return context => {
    const value = subject(context)
    for (const candidate of cases)
      if (candidate.equal(value, candidate.value(context)) === true) return candidate.result(context)
    return otherwise(context)
  }
}
