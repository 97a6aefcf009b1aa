import type { ObjectType, Schema } from '@millrace/database'
import type { LayoutRelatedList, PageLayout } from '@millrace/metadata'
import type { RunningProject } from '../project.ts'
import { fieldPath } from './fieldNames.ts'

/// What the project's files say of how records of an object are shown; null where they say nothing.
export interface RecordLayout {
  readonly sections: readonly RecordSection[] | null
  /// Fields for the highlights, after the name.
  readonly highlights: readonly string[] | null
  readonly relatedLists: readonly RecordRelatedList[] | null
  readonly path: RecordPath | null
  readonly recordTypes: readonly { readonly name: string; readonly label: string; readonly description: string }[]
}

export interface RecordSection {
  /// Empty for none.
  readonly label: string
  readonly columns: number
  /// In the order of reading: row by row.
  readonly fields: readonly string[]
  readonly required: readonly string[]
  readonly readOnly: readonly string[]
}

export interface RecordRelatedList {
  readonly relationship: string
  /// Fields of the child records; empty for those that fit the object.
  readonly fields: readonly string[]
  readonly orderBy: { readonly field: string; readonly direction: 'asc' | 'desc' } | null
}

export interface RecordPath {
  readonly fieldName: string
  readonly steps: readonly {
    readonly value: string
    readonly fields: readonly string[]
    readonly guidance: string
  }[]
}

/// Who looks at which records: a profile as files name it, and the DeveloperName of their record type.
export interface LayoutRequest {
  /// As they may see it: what it lacks is not shown.
  readonly schema: Schema
  readonly profile: string
  readonly recordType: string | null
}

/// How records of [object] are shown. The layout is the one that the profile's file assigns; where it assigns none, the one
/// that is called as the object's standard layout, else the first.
export function recordLayout(project: RunningProject, object: ObjectType, request: LayoutRequest): RecordLayout {
  const definition = project.objectDefinitions.find(({ apiName }) => isSame(apiName, object.apiName))
  const assigned = definition?.compactLayouts.find(({ fullName }) => fullName === definition.compactLayoutAssignment)
  const layout = layoutFor(project, object, request)
  const fields = (names: readonly string[]) => names.flatMap(name => object.field(name)?.apiName ?? [])
  return {
    sections: layout ? sectionsOf(layout, object) : null,
    highlights: assigned ? fields(assigned.fields).filter(name => name !== object.nameField?.apiName) : null,
    relatedLists: layout ? layout.relatedLists.flatMap(list => relatedList(request.schema, object, list) ?? []) : null,
    path: pathFor(project, object, request),
    recordTypes: (definition?.recordTypes ?? [])
      .filter(({ active }) => active)
      .map(({ fullName, label, description }) => ({ name: fullName, label, description: description ?? '' })),
  }
}

function layoutFor(project: RunningProject, object: ObjectType, { profile, recordType }: LayoutRequest) {
  const layouts = project.layouts.filter(({ objectApiName }) => isSame(objectApiName, object.apiName))
  const assigned = (type: string | null) =>
    project.layoutAssignments.find(
      one =>
        one.profile === profile &&
        one.recordType === type &&
        layouts.some(layout => `${layout.objectApiName}-${layout.name}` === one.layout),
    )
  const assignment = (recordType && assigned(`${object.apiName}.${recordType}`)) || assigned(null)
  return (
    layouts.find(({ objectApiName, name }) => `${objectApiName}-${name}` === assignment?.layout) ??
    layouts.find(({ name }) => isSame(name, `${object.label} Layout`)) ??
    layouts[0]
  )
}

function sectionsOf({ sections }: PageLayout, object: ObjectType): RecordSection[] {
  return sections.flatMap(({ label, detailHeading, columns }) => {
    const known = columns.map(column => column.filter(({ field }) => object.field(field)))
    const rows = Math.max(0, ...known.map(({ length }) => length))
    const items = Array.from({ length: rows }, (_, row) => known.flatMap(column => column[row] ?? [])).flat()
    const names = (is: (behavior: string) => boolean) =>
      items.filter(({ behavior }) => is(behavior)).map(({ field }) => object.field(field)!.apiName)
    if (items.length === 0) return []
    return {
      label: detailHeading ? label : '',
      columns: Math.max(1, known.filter(({ length }) => length > 0).length),
      fields: names(() => true),
      required: names(behavior => behavior === 'Required'),
      readOnly: names(behavior => behavior === 'Readonly'),
    }
  })
}

/// `Contact.AccountId`, or `RelatedContactList`: of children of that name.
function relatedList(schema: Schema, object: ObjectType, list: LayoutRelatedList): RecordRelatedList | null {
  const [childName = '', lookup] = list.relatedList.split('.')
  const standard = /^Related(\w+)List$/.exec(list.relatedList)?.[1]
  const relationship = object.childRelationships.find(({ childObject, field, relationshipName }) =>
    standard
      ? isSame(childObject, standard) && relationshipName !== null
      : isSame(childObject, childName) && isSame(field, lookup ?? ''),
  )
  const child = relationship && schema.object(relationship.childObject)
  if (!relationship?.relationshipName || !child) return null
  const sorted = list.sortField === null ? undefined : fieldPath(schema, child, list.sortField)
  return {
    relationship: relationship.relationshipName,
    fields: [...new Set(list.fields.flatMap(name => fieldPath(schema, child, name) ?? []))],
    orderBy: sorted === undefined ? null : { field: sorted, direction: list.sortOrder === 'Desc' ? 'desc' : 'asc' },
  }
}

/// The path of the records' type goes before that of all types.
function pathFor(project: RunningProject, object: ObjectType, { recordType }: LayoutRequest): RecordPath | null {
  const paths = project.pathAssistants.filter(path => path.active && isSame(path.objectApiName, object.apiName))
  const path =
    paths.find(one => recordType !== null && one.recordType === recordType) ??
    paths.find(one => one.recordType === null)
  const field = path && object.field(path.fieldName)
  if (!field) return null
  return {
    fieldName: field.apiName,
    steps: path.steps.map(({ value, fields, guidance }) => ({
      value,
      fields: fields.flatMap(name => object.field(name)?.apiName ?? []),
      guidance: guidance ?? '',
    })),
  }
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
