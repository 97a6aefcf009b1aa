import { didYouMean } from '@millrace/values'
import type { Diagnostic } from '../diagnostic.ts'
import { type JsonNode, itemsOf, memberOf, membersOf, parseJson, plainValue, textOf } from '../json/parse.ts'
import { checkShape } from '../json/shape.ts'
import { Report } from '../report.ts'
import { parseScenarioField } from './fieldType.ts'
import type { Scenario } from './model.ts'
import { scenarioShape } from './shape.ts'

/// Reads a `*.scenario.json` file and checks what can be known without the flow: members, kinds of values, field
/// types, and that every `$ref` names a record. Null when it cannot be run; a misspelled member is an error too, for
/// an expectation that nothing reads would prove nothing.
export function parseScenario(
  source: string,
  file: string,
): { scenario: Scenario | null; diagnostics: readonly Diagnostic[] } {
  const report = new Report(source, file)
  const root = parseJson(report)
  const fits = root !== null && checkShape(root, scenarioShape, '', report)
  if (root) {
    checkFieldTypes(root, report)
    checkReferences(root, report)
  }
  // checkShape has just shown that the value has this type.
  return { scenario: fits ? (plainValue(root) as Scenario) : null, diagnostics: report.diagnostics }
}

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
