import type { Flow } from '@millrace/metadata'
import { ANY, describeType, didYouMean, type FieldLookup, fromJson, isMisfit, type Value } from '@millrace/values'
import { flowType } from './flowTypes.ts'

/// What is wrong with one input, in a sentence.
export interface InputProblem {
  readonly name: string
  readonly message: string
}

/// The inputs of a flow from JSON: by exact name, "Available for Input" only, and of the variable's type: "12" is
/// not 12, one value is not a collection. A name that is missing keeps its default, null overrides it.
///
/// Source: REST API Developer Guide, Invocable Actions Custom; the variable's "Available for input" in Salesforce Help.
export function readInputs(
  flow: Flow,
  json: Readonly<Record<string, unknown>>,
  field: FieldLookup,
): { values: Map<string, Value>; problems: InputProblem[]; unknown: InputProblem[] } {
  const values = new Map<string, Value>()
  const problems: InputProblem[] = []
  const unknown: InputProblem[] = []
  for (const [name, given] of Object.entries(json)) {
    const variable = flow.variables.find(one => one.name === name)
    if (!variable?.isInput) {
      unknown.push({ name, message: unknownInput(flow, name, variable !== undefined) })
      continue
    }
    const value = fromJson(given, flowType(variable) ?? ANY, field)
    if (isMisfit(value))
      problems.push({
        name,
        message: `${name}${value.path} ${value.message}.${collectionHint(given, variable.isCollection)}`,
      })
    else values.set(name, value)
  }
  return { values, problems, unknown }
}

function unknownInput(flow: Flow, name: string, exists: boolean): string {
  if (exists)
    return `"${name}" of the flow "${flow.apiName}" is not available for input. Turn on "Available for input" for it in the flow.`
  const inputs = flow.variables.filter(one => one.isInput)
  if (inputs.length === 0) return `The flow "${flow.apiName}" has no input variable "${name}": it takes no inputs.`
  const list = inputs.map(one => `${one.name} (${describeType(flowType(one) ?? ANY)})`).join(', ')
  const near = didYouMean(
    name,
    inputs.map(one => one.name),
  )
  return `The flow "${flow.apiName}" has no input variable "${name}".${near} It has ${list}. Names are case-sensitive.`
}

function collectionHint(given: unknown, isCollection: boolean): string {
  if (isCollection && !Array.isArray(given)) return ' Turn on "Allow multiple values (collection)".'
  if (!isCollection && Array.isArray(given)) return ' Turn off "Allow multiple values (collection)", or give one value.'
  return ''
}
