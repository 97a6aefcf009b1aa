import type { Diagnostic } from '../diagnostic.ts'
import { apiNameOf } from '../fileName.ts'
import { itemsOf, type JsonNode, memberOf, membersOf, parseJson, plainValue, textOf } from '../json/parse.ts'
import { checkShape } from '../json/shape.ts'
import { Report } from '../report.ts'
import type { DynamicComponent } from './model.ts'
import { dynamicComponentShape } from './shape.ts'

/// Reads a `.dynamicComponent.json` file and checks its structure: members, kinds of values, names that occur twice.
/// Whether components, interactions, references and formulas make sense is the runtime's check. Null when the file
/// is no JSON or lacks something that must be there.
export function parseDynamicComponent(
  source: string,
  file: string,
): { component: DynamicComponent | null; diagnostics: readonly Diagnostic[] } {
  const report = new Report(source, file)
  const root = parseJson(report)
  const fits = root !== null && checkShape(root, dynamicComponentShape, '', report)
  if (root) {
    checkNamesAreUnique(root, report)
    checkNameIsFileName(root, report)
  }
  // checkShape has just shown that the value has this type.
  return { component: fits ? (plainValue(root) as DynamicComponent) : null, diagnostics: report.diagnostics }
}

/// Resources and components share one set of names, since {!Name} may mean either; case does not tell them apart.
function checkNamesAreUnique(root: JsonNode, report: Report): void {
  const seen = new Map<string, JsonNode>()
  for (const owner of [...itemsOf(memberOf(root, 'resources')), ...componentsIn(memberOf(root, 'components'))]) {
    const node = memberOf(owner, 'apiName')
    const name = textOf(node)
    if (!node || name === null) continue
    const first = seen.get(name.toLowerCase())
    if (first) reportDuplicate(name, node, first, report)
    else seen.set(name.toLowerCase(), node)
  }
}

/// # duplicate-name
/// Two resources or components have the same API name. Upper and lower case make no difference.
///
/// References would mean one of them by chance. Give one another name, also where it is referred to.
function reportDuplicate(name: string, node: JsonNode, first: JsonNode, report: Report): void {
  const { line } = report.positions.at(first.span.start)
  const spelling = textOf(first) === name ? '' : ` as "${textOf(first)}" (upper and lower case are the same name)`
  report.error(
    'duplicate-name',
    `"${name}" is already used on line ${line}${spelling}. Give one of them another name.`,
    node.span,
  )
}

function* componentsIn(list: JsonNode | undefined): Iterable<JsonNode> {
  for (const component of itemsOf(list)) {
    yield component
    for (const [, { value }] of membersOf(memberOf(component, 'children'))) yield* componentsIn(value)
  }
}

/// # name-is-not-file-name
/// The `apiName` of a Dynamic Component is not the name of its file.
///
/// Pages use the `apiName`; whoever looks for the file by that name does not find it. Make both the same.
function checkNameIsFileName(root: JsonNode, report: Report): void {
  const node = memberOf(root, 'apiName')
  const name = textOf(node)
  const expected = apiNameOf(report.file)
  if (!node || name === null || name === expected || !report.file.endsWith('.dynamicComponent.json')) return
  report.warning(
    'name-is-not-file-name',
    `The apiName is "${name}" but the file's name says "${expected}". Pages use the apiName.`,
    node.span,
  )
}
