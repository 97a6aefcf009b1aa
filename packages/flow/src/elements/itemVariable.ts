import type { FlowCollectionProcessor, FlowLoop } from '@millrace/metadata'
import { describeType } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { conversion } from '../conversion.ts'
import type { Expression, Target } from '../expression.ts'
import { itemOf } from '../flowTypes.ts'

/// The variable that an element gives the items of [collection] one by one. Undefined when it names none, and, reported,
/// when the items do not fit it.
export function compileItemVariable(
  element: FlowLoop | FlowCollectionProcessor,
  collection: Expression,
  compilation: Compilation,
): Target | undefined {
  const reference = element.assignNextValueToReference
  const target = reference && compilation.target(reference, element, 'assignNextValueToReference')
  if (!target) return undefined
  const item = itemOf(collection.type)
  const convert = conversion(item, target.type)
  if (convert) return { ...target, write: (interview, value) => target.write(interview, convert(value, interview)) }
  compilation.report(
    'type-mismatch',
    `${compilation.here}: {!${reference}} holds a ${describeType(target.type)}, but {!${element.collectionReference}} has items of type ${describeType(item)}.`,
    element,
    'assignNextValueToReference',
  )
  return undefined
}
