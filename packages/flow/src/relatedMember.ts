import type { ObjectType } from '@millrace/database'
import type { FlowRelatedRecords } from '@millrace/metadata'
import type { Compilation } from './compilation.ts'

/// The child relationship [name] of [object], when some element of the flow gets related records over it.
export function relatedMember(
  object: ObjectType,
  name: string,
  compilation: Compilation,
): { readonly name: string; readonly object: string; readonly firstOnly: boolean } | undefined {
  const wanted = name.toLowerCase()
  const relation = object.childRelationships.find(one => one.relationshipName?.toLowerCase() === wanted)
  const lookups = compilation.flow.elements.filter(element => element.kind === 'recordLookups')
  const all = lookups.flatMap(lookup => allRelated(lookup.relatedRecords))
  const asked = all.find(one => one.relationshipField.toLowerCase() === wanted)
  if (!relation || !asked) return undefined
  return { name: relation.relationshipName!, object: relation.childObject, firstOnly: asked.getFirstRecordOnly }
}

const allRelated = (related: readonly FlowRelatedRecords[]): FlowRelatedRecords[] =>
  related.flatMap(one => [one, ...allRelated(one.relatedRecords)])
