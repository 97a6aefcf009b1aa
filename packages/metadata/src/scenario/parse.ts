import { didYouMean } from '@millrace/values'
import type { Diagnostic } from '../diagnostic.ts'
import { type JsonNode, itemsOf, memberOf, membersOf, parseJson, plainValue, textOf } from '../json/parse.ts'
import { checkShape } from '../json/shape.ts'
import { Report } from '../report.ts'
import { parseScenarioField } from './fieldType.ts'
import type { ComponentScenario } from './componentModel.ts'
import type { Scenario } from './model.ts'
import { scenarioShape } from './shape.ts'

/// Reads a `*.scenario.json` file and checks what can be known without the flow: members, kinds of values, field
/// types, and that every `$ref` names a record. Null when it cannot be run; a misspelled member is an error too, for
/// an expectation that nothing reads would prove nothing.
export function parseScenario(
  source: string,
  file: string,
): { scenario: Scenario | ComponentScenario | null; diagnostics: readonly Diagnostic[] } {
  const report = new Report(source, file)
  const root = parseJson(report)
  const fits = root !== null && checkShape(root, scenarioShape, '', report)
  if (root) {
    checkFieldTypes(root, report)
    checkReferences(root, report)
  }
  // checkShape has just shown that the value has this type.
  return { scenario: fits ? (plainValue(root) as Scenario | ComponentScenario) : null, diagnostics: report.diagnostics }
}

/// # unknown-field-type
/// A scenario's `objects` describes a field with a type that does not exist.
///
/// The message says what could not be read. A type is written like `Text`, `Number(18,2)` or `Lookup(Account)`, with
/// `required` behind it where the field is.
function checkFieldTypes(root: JsonNode, report: Report): void {
  for (const [object, { value: fields }] of membersOf(memberOf(root, 'objects'))) {
    for (const [field, { value: node }] of membersOf(fields)) {
      const type = textOf(node)
      const parsed = type === null ? null : parseScenarioField(type)
      if (typeof parsed === 'string')
        report.error('unknown-field-type', `objects.${object}.${field}: ${parsed}`, node.span)
    }
  }
}

/// # unknown-record
/// A `{"$ref": …}` in a scenario names a record that it does not have.
///
/// References name the `$id` of a record under `records`. Correct the name, or add the record.
function checkReferences(root: JsonNode, report: Report): void {
  const ids = recordIds(root, report)
  for (const node of everyNode(root)) {
    const reference = textOf(memberOf(node, '$ref'))
    const id = reference?.split('.', 1)[0]
    if (id === undefined || ids.has(id)) continue
    const message = `{"$ref": "${reference}"} names no record: none has the "$id" "${id}".${didYouMean(id, ids)}`
    report.error('unknown-record', message, node.span)
  }
}

/// # duplicate-name
/// Two records of a scenario have the same `$id`.
///
/// A `{"$ref": …}` would mean one of them by chance. Give one another `$id`.
function recordIds(root: JsonNode, report: Report): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const [, { value: records }] of membersOf(memberOf(root, 'records'))) {
    for (const record of itemsOf(records)) {
      const node = memberOf(record, '$id')
      const id = textOf(node)
      if (!node || id === null) continue
      if (ids.has(id)) report.error('duplicate-name', `Another record has the "$id" "${id}" already.`, node.span)
      ids.add(id)
    }
  }
  return ids
}

function* everyNode(node: JsonNode): Iterable<JsonNode> {
  yield node
  for (const item of itemsOf(node)) yield* everyNode(item)
  for (const [, { value }] of membersOf(node)) yield* everyNode(value)
}
