import type { DynamicComponent, VariableResource } from '@millrace/metadata'
import {
  type DataType,
  DateTimeValue,
  DateValue,
  describeType,
  fromJson,
  isMisfit,
  parseNum,
  TimeValue,
  type Value,
} from '@millrace/values'
import type { ComponentProblem } from './componentState.ts'
import { isCollectionType, resourceType } from './resourceTypes.ts'

/// What the parameters of a page's URL set: the variables of the same name that are available for input. Names ignore
/// case, and may begin with `c__` as Salesforce's do. A collection's items stand between commas. Messages say [where]
/// the texts are from.
///
/// # url-parameter
/// A parameter of the page's URL does not fit the variable that it sets.
///
/// The variable keeps its default. The message says what the variable takes: numbers as `12.5`, `true` or `false`, dates
/// as `2026-01-15`, dates with times as `2026-01-15T10:00:00Z`, JSON as JSON.
export function inputsOfUrl(
  definition: DynamicComponent,
  parameters: Readonly<Record<string, string>>,
  where = 'The URL',
): (UrlInput | ComponentProblem)[] {
  const byName = new Map(
    Object.entries(parameters).map(([name, text]) => [name.toLowerCase().replace(/^c__/, ''), text]),
  )
  return definition.resources.flatMap((resource, i): (UrlInput | ComponentProblem)[] => {
    if (resource.type !== 'variable' || !resource.availability?.includes('input')) return []
    const text = byName.get(resource.apiName.toLowerCase())
    return text === undefined ? [] : [inputOf(resource, text, `resources[${i}]`, where)]
  })
}

export interface UrlInput {
  readonly variable: string
  readonly value: Value
}

function inputOf(variable: VariableResource, text: string, path: string, where: string): UrlInput | ComponentProblem {
  const type = resourceType(variable)
  const value = readText(text, type)
  if (value !== undefined) return { variable: variable.apiName, value }
  const { apiName } = variable
  const message = `${where} says ${apiName}=${text}, but the variable "${apiName}" takes ${describeType(type)}. It keeps its default.`
  return { severity: 'warning', code: 'url-parameter', message, path, element: apiName }
}

/// Undefined when [text] writes no value of [type].
function readText(text: string, type: DataType): Value | undefined {
  if (isCollectionType(type)) {
    const items = text === '' ? [] : text.split(',').map(item => readText(item, type.of))
    return items.every(item => item !== undefined) ? items : undefined
  }
  if (text === '') return null
  switch (type.kind) {
    case 'Number':
      return parseNum(text)
    case 'Boolean':
      return /^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : undefined
    case 'Date':
      return DateValue.parse(text)
    case 'Time':
      return TimeValue.parse(text)
    case 'DateTime':
      return DateTimeValue.parse(text)
    case 'Any':
      return readJson(text, type)
    case 'Record':
      return undefined
    default:
      return text
  }
}

function readJson(text: string, type: DataType): Value | undefined {
  try {
    const value = fromJson(JSON.parse(text), type, () => undefined)
    return isMisfit(value) ? undefined : value
  } catch {
    return undefined
  }
}
