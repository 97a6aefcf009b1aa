import type { FieldType, ObjectType, Rights } from '@millrace/database'
import type { Json } from '@millrace/values'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiError } from '../../apiError.ts'
import type { Org } from '../../org.ts'
import { rightsOf } from '../../rights.ts'
import { objectOf } from '../sobjects.ts'
import { eTagOf } from './eTag.ts'
import { MASTER_RECORD_TYPE } from './picklistValues.ts'

const MODES = ['Create', 'Edit', 'View']
const TYPES = ['Compact', 'Full']

export interface LayoutOptions {
  readonly layoutType?: string
  readonly mode?: string
}

/// `/ui-api/layout/X`: which fields a record's form shows, in sections, rows and items. Projects have no layouts of their
/// own: a form has all fields that the user may see, those that are filled by the system in a section at its end.
///
/// Source: User Interface API Developer Guide, "Get Record Layout Metadata".
export function layoutRoutes(app: FastifyInstance, org: Org): void {
  app.get(
    '/services/data/v:version/ui-api/layout/:object',
    async (request: FastifyRequest<{ Params: { object: string }; Querystring: LayoutOptions }>) => {
      const rights = rightsOf(await org.caller(request.userId), org.project.schema)
      return layoutOf(objectOf(org, request.params.object), rights, request.query)
    },
  )
}

/// The layout of [object] for a user with [rights].
export function layoutOf(
  object: ObjectType,
  rights: Rights | undefined,
  { layoutType = 'Full', mode = 'View' }: LayoutOptions,
): { [key: string]: Json } {
  if (!TYPES.includes(layoutType)) throw apiError(400, 'INVALID_TYPE', `"layoutType" is ${TYPES.join(' or ')}.`)
  if (!MODES.includes(mode)) throw apiError(400, 'INVALID_TYPE', `"mode" is ${MODES.join(', ')}.`)
  const parts = object.nameField?.compoundOf ?? []
  const shown = object.fields.filter(
    ({ apiName }) =>
      apiName !== 'Id' && !parts.includes(apiName) && rights?.canReadField(object.apiName, apiName) !== false,
  )
  const [own, system] = [shown.filter(isOwn), shown.filter(field => !isOwn(field))]
  const sections =
    layoutType === 'Compact'
      ? [sectionOf('compact', object, own.slice(0, 5), rights)]
      : [
          sectionOf('Information', object, own, rights),
          ...(mode === 'View' ? [sectionOf('System Information', object, system, rights)] : []),
        ]
  const layout = {
    id: null,
    layoutType,
    mode,
    objectApiName: object.apiName,
    recordTypeId: MASTER_RECORD_TYPE,
    sections,
  }
  return { ...layout, eTag: eTagOf(layout) }
}

const isOwn = (field: FieldType): boolean =>
  field.createable || field.updateable || field.nameField || field.formula !== null || field.autoNumber !== null

function sectionOf(
  heading: string,
  object: ObjectType,
  fields: readonly FieldType[],
  rights: Rights | undefined,
): Json {
  const items = fields.map(field => itemOf(object, field, rights))
  const rows = Array.from({ length: Math.ceil(items.length / 2) }, (_, i) => ({
    layoutItems: items.slice(2 * i, 2 * i + 2),
  }))
  return {
    id: heading.replaceAll(' ', ''),
    heading,
    collapsible: true,
    columns: 2,
    useHeading: true,
    tabOrder: 'LeftRight',
    rows: rows.length,
    layoutRows: rows,
  }
}

function itemOf(object: ObjectType, field: FieldType, rights: Rights | undefined): Json {
  const parts = field.compoundOf?.flatMap(name => object.field(name) ?? []) ?? [field]
  const isEditable = rights?.canEditField(object.apiName, field.apiName) !== false
  return {
    editableForNew: isEditable && parts.some(({ createable }) => createable),
    editableForUpdate: isEditable && parts.some(({ updateable }) => updateable),
    label: field.label,
    layoutComponents: parts.map(({ apiName, label }) => ({ apiName, componentType: 'Field', label })),
    lookupIdApiName: field.type === 'reference' ? field.apiName : null,
    required: parts.some(({ required, type }) => required && type !== 'boolean'),
    sortable: field.formula === null,
  }
}
