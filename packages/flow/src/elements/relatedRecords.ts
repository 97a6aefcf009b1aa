import type { FilterLogic, MaybePromise, ObjectType, RecordQuery } from '@millrace/database'
import type { FlowRelatedRecords, Located } from '@millrace/metadata'
import { didYouMean, NUMBER, type RecordValue } from '@millrace/values'
import type { Compilation } from '../compilation.ts'
import { mapMaybe } from '../dataStep.ts'
import { compileFilters } from '../filters.ts'
import type { Interview } from '../interview.ts'
import { runModeOf } from '../runMode.ts'

/// Child records that come with each record a Get Records element finds.
export interface Related {
  /// Gets them for all [parents] with one query and puts them into each, under the name of the relationship.
  fetch(parents: readonly Parent[]): MaybePromise<void>
}

export interface Parent {
  readonly record: RecordValue
  readonly interview: Interview
}

/// Undefined, and reported, when there is no such relationship.
///
/// Source: Metadata API Developer Guide, FlowRecordLookup.relatedRecords.
///
/// # unknown-relationship
/// A Get Records element asks for related records over a relationship that its object does not have.
///
/// The name is that of the child relationship, such as `Contacts` or `Lines__r`: the Child Relationship Name of the lookup
/// field, with `__r` behind it where the field is a custom one.
export function compileRelated(
  element: FlowRelatedRecords,
  parent: ObjectType,
  compilation: Compilation,
): Related | undefined {
  const object = compilation.object(element.relatedObject, element, 'relatedObject')
  const relation = findRelation(element, parent, compilation)
  if (!object || !relation) return undefined
  const own = compileFilters(element, object, compilation)
  const limit = element.limit && compilation.fitting(compilation.value(element.limit), NUMBER, 'the limit', element)
  const orderBy = orderOf(element, object, compilation)
  const inner = element.relatedRecords.flatMap(one => compileRelated(one, object, compilation) ?? [])
  let query: RecordQuery
  compilation.afterwards(() => {
    const listed = element.queriedFields.flatMap(
      name => compilation.field(object, name, element, 'queriedFields')?.apiName ?? [],
    )
    query = {
      object: object.apiName,
      fields: [...new Set(['Id', ...listed, ...compilation.fieldsRead(object)])],
      filters: [{ field: relation.field, operator: 'EqualTo' }, ...own.filters],
      logic: own.logic === null ? 0 : { and: [0, behindFirst(own.logic)] },
      orderBy,
      limit: element.getFirstRecordOnly ? 1 : null,
      mode: runModeOf(compilation.flow),
    }
  })
  return {
    fetch(parents) {
      const [first] = parents
      if (!first) return undefined
      const runs = parents.map(({ record, interview }) => {
        const count = limit?.read(interview)
        const values = [record.id, ...own.valuesOf(interview).values]
        return typeof count === 'number' && !element.getFirstRecordOnly ? { values, limit: count } : { values }
      })
      return mapMaybe(first.interview.host.store.find(query, runs), found => {
        const children = parents.flatMap(({ record, interview }, i) => {
          const records = found[i]!
          interview.run.countQueryRows(records.length)
          record.put(relation.name, element.getFirstRecordOnly ? (records[0] ?? null) : records)
          return records.map(child => ({ record: child, interview }))
        })
        return fetchAll(inner, children)
      })
    },
  }
}

/// Gets one kind after the other.
export function fetchAll([first, ...rest]: readonly Related[], parents: readonly Parent[]): MaybePromise<void> {
  return first ? mapMaybe(first.fetch(parents), () => fetchAll(rest, parents)) : undefined
}

/// The order that a Get Records element asks for: of a field without a direction, none.
export function orderOf(
  element: Located & { readonly sortField: string | null; readonly sortOrder: 'Asc' | 'Desc' | null },
  object: ObjectType,
  compilation: Compilation,
): RecordQuery['orderBy'] {
  if (!element.sortField || !element.sortOrder) return null
  const field = compilation.field(object, element.sortField, element, 'sortField')
  return field ? { field: field.apiName, descending: element.sortOrder === 'Desc' } : null
}

function findRelation(
  element: FlowRelatedRecords,
  parent: ObjectType,
  compilation: Compilation,
): { readonly name: string; readonly field: string } | undefined {
  const wanted = element.relationshipField.toLowerCase()
  const relations = parent.childRelationships.filter(one => one.relationshipName !== null)
  const found = relations.find(one => one.relationshipName!.toLowerCase() === wanted)
  if (found) return { name: found.relationshipName!, field: found.field }
  const near = didYouMean(
    element.relationshipField,
    relations.map(one => one.relationshipName!),
  )
  const message = `${compilation.here} gets related records over "${element.relationshipField}", but ${parent.apiName} has no such child relationship.${near}`
  const severity = compilation.project.lenient && near === '' ? 'warning' : 'error'
  compilation.report('unknown-relationship', message, element, 'relationshipField', severity)
  return undefined
}

/// The positions of filters that stand behind another one.
function behindFirst(logic: FilterLogic): FilterLogic {
  if (typeof logic === 'number') return logic + 1
  if ('not' in logic) return { not: behindFirst(logic.not) }
  return 'and' in logic ? { and: logic.and.map(behindFirst) } : { or: logic.or.map(behindFirst) }
}
