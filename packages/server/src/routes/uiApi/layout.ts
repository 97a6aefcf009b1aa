import type { FieldType, ObjectType, RecordTypeInfo, Rights } from '@millrace/database'
import type { Json } from '@millrace/values'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiError } from '../../apiError.ts'
import type { Caller } from '../../caller.ts'
import type { Org } from '../../org.ts'
import { profileInFiles } from '../../pages/activePage.ts'
import { recordLayout, type RecordLayout, type RecordSection } from '../../pages/recordLayout.ts'
import { recordTypeInfo, recordTypesFor } from '../../pages/recordTypes.ts'
import type { RunningProject } from '../../project.ts'
import { rightsOf } from '../../rights.ts'
import { objectOf } from '../sobjects.ts'
import { eTagOf } from './eTag.ts'

const MODES = ['Create', 'Edit', 'View']
const TYPES = ['Compact', 'Full']

export interface LayoutOptions {
  readonly layoutType?: string
  readonly mode?: string
}

/// `/ui-api/layout/X`: which fields a record's form shows, in sections, rows and items, by the page layout that the
/// user's profile has for the record type. Where the project has no layout for the object, a form has all fields that the
/// user may see, those that are filled by the system in a section at its end.
///
/// Source: User Interface API Developer Guide, "Get Record Layout Metadata".
export function layoutRoutes(app: FastifyInstance, org: Org): void {
  app.get(
    '/services/data/v:version/ui-api/layout/:object',
    async ({
      params,
      query,
      userId,
    }: FastifyRequest<{ Params: { object: string }; Querystring: LayoutOptions & { recordTypeId?: string } }>) => {
      const caller = await org.caller(userId)
      const object = objectOf(org, params.object)
      const info = recordTypeInfo(await recordTypesFor(org, caller, object), query.recordTypeId)
      return layoutOf(org.project, caller, object, info, query)
    },
  )
}

/// The layout of records of [object] with the record type [info] for [caller].
export function layoutOf(
  project: RunningProject,
  caller: Caller,
  object: ObjectType,
  info: RecordTypeInfo,
  { layoutType = 'Full', mode = 'View' }: LayoutOptions,
): { [key: string]: Json } {
  if (!TYPES.includes(layoutType)) throw apiError(400, 'INVALID_TYPE', `"layoutType" is ${TYPES.join(' or ')}.`)
  if (!MODES.includes(mode)) throw apiError(400, 'INVALID_TYPE', `"mode" is ${MODES.join(', ')}.`)
  const rights = rightsOf(caller, project.schema)
  const profile = profileInFiles(String(caller.globals.Profile['Name'] ?? ''))
  const recordType = info.master ? null : info.developerName
  const stated = recordLayout(project, object, { schema: project.schema, profile, recordType })
  const sections =
    layoutType === 'Compact'
      ? [{ ...PLAIN, label: 'compact', fields: compactFields(object, stated, rights) }]
      : (stated.sections ?? sectionsOfAll(object, rights, mode))
  const layout = {
    id: null,
    layoutType,
    mode,
    objectApiName: object.apiName,
    recordTypeId: info.recordTypeId,
    sections: sections.flatMap(section => sectionOf(object, section, rights) ?? []),
  }
  return { ...layout, eTag: eTagOf(layout) }
}

const PLAIN = { columns: 2, required: [], readOnly: [] }

function compactFields(object: ObjectType, { highlights }: RecordLayout, rights: Rights | undefined): string[] {
  if (highlights) return [...(object.nameField ? [object.nameField.apiName] : []), ...highlights]
  return shownFields(object, rights)
    .filter(isOwn)
    .slice(0, 5)
    .map(({ apiName }) => apiName)
}

function sectionsOfAll(object: ObjectType, rights: Rights | undefined, mode: string): RecordSection[] {
  const shown = shownFields(object, rights)
  const section = (label: string, fields: readonly FieldType[]): RecordSection => ({
    ...PLAIN,
    label,
    fields: fields.map(({ apiName }) => apiName),
  })
  const own = section('Information', shown.filter(isOwn))
  return mode === 'View'
    ? [
        own,
        section(
          'System Information',
          shown.filter(field => !isOwn(field)),
        ),
      ]
    : [own]
}

const canRead = (object: ObjectType, { apiName }: FieldType, rights: Rights | undefined): boolean =>
  rights?.canReadField(object.apiName, apiName) !== false

function shownFields(object: ObjectType, rights: Rights | undefined): FieldType[] {
  const parts = object.nameField?.compoundOf ?? []
  return object.fields.filter(
    field => field.apiName !== 'Id' && !parts.includes(field.apiName) && canRead(object, field, rights),
  )
}

const isOwn = (field: FieldType): boolean =>
  field.createable || field.updateable || field.nameField || field.formula !== null || field.autoNumber !== null

/// Null where the user may see none of its fields.
function sectionOf(object: ObjectType, section: RecordSection, rights: Rights | undefined): Json {
  const { label, columns, fields } = section
  const shown = fields.flatMap(name => object.field(name) ?? []).filter(field => canRead(object, field, rights))
  if (shown.length === 0) return null
  const items = shown.map(field => itemOf(object, field, section, rights))
  const rows = Array.from({ length: Math.ceil(items.length / columns) }, (_, i) => ({
    layoutItems: items.slice(columns * i, columns * (i + 1)),
  }))
  return {
    id: label.replaceAll(' ', ''),
    heading: label,
    collapsible: true,
    columns,
    useHeading: label !== '',
    tabOrder: 'LeftRight',
    rows: rows.length,
    layoutRows: rows,
  }
}

function itemOf(object: ObjectType, field: FieldType, section: RecordSection, rights: Rights | undefined): Json {
  const isReadOnly = section.readOnly.includes(field.apiName)
  const parts = field.compoundOf?.flatMap(name => object.field(name) ?? []) ?? [field]
  const isEditable = !isReadOnly && rights?.canEditField(object.apiName, field.apiName) !== false
  return {
    editableForNew: isEditable && parts.some(({ createable }) => createable),
    editableForUpdate: isEditable && parts.some(({ updateable }) => updateable),
    label: field.label,
    layoutComponents: parts.map(({ apiName, label }) => ({ apiName, componentType: 'Field', label })),
    lookupIdApiName: field.type === 'reference' ? field.apiName : null,
    required:
      section.required.includes(field.apiName) || parts.some(({ required, type }) => required && type !== 'boolean'),
    sortable: field.formula === null,
  }
}
