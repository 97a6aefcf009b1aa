import { type FieldType, type ObjectType, type RecordTypeInfo, valuesFor } from '@millrace/database'
import {
  DateTimeValue,
  DateValue,
  isNum,
  plainText,
  RecordValue,
  toJson,
  type Json,
  type Value,
} from '@millrace/values'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiError, notFound } from '../../apiError.ts'
import type { Caller } from '../../caller.ts'
import type { Org } from '../../org.ts'
import { recordTypeInfo, recordTypesFor, typeNamed } from '../../pages/recordTypes.ts'
import { idOf, objectBody, objectOf, readableFields, readRecord, recordFrom, saveOne } from '../sobjects.ts'
import { eTagOf } from './eTag.ts'
import { layoutOf } from './layout.ts'
import { objectInfo } from './objectInfo.ts'

const BASE = '/services/data/v:version/ui-api'
const ALL_OR_NONE = { allOrNone: true, mode: 'user' } as const

type RecordRequest = FastifyRequest<{ Params: { id: string }; Querystring: RecordQuerystring }>

interface RecordQuerystring {
  /// `Contact.Name,Contact.Account.Name`
  readonly fields?: string
  /// The same, passed over where the user may not see them.
  readonly optionalFields?: string
  readonly layoutTypes?: string
  readonly modes?: string
}

/// `/ui-api/records` and `/ui-api/record-ui`: records with their values also in the words of the user's locale, alone or with
/// the layout and object that a form needs.
///
/// Source: User Interface API Developer Guide, "Records" and "Get Record UI".
export function uiRecordRoutes(app: FastifyInstance, org: Org): void {
  app.get(`${BASE}/records/:id`, ({ params, query, userId }: RecordRequest) => uiRecord(org, userId, params.id, query))

  app.get(`${BASE}/records/batch/:id`, async ({ params, query, userId }: RecordRequest) => {
    const ids = params.id.split(',')
    const results = await Promise.all(
      ids.map(async id => ({ result: await uiRecord(org, userId, id, query), statusCode: 200 })),
    )
    return { hasErrors: false, results }
  })

  app.post(`${BASE}/records`, async (request, reply) => {
    const { apiName, fields } = objectBody(request.body)
    if (typeof apiName !== 'string')
      throw apiError(400, 'JSON_PARSER_ERROR', 'The body must be {"apiName": "Contact", "fields": {…}}.')
    const record = recordFrom(org, apiName, fields)
    const { id } = await saveOne(org, request, store => store.insert([record], ALL_OR_NONE))
    return reply.status(201).send(await uiRecord(org, request.userId, id!, {}))
  })

  app.patch(`${BASE}/records/:id`, async (request: RecordRequest) => {
    const { params, body, userId } = request
    const record = recordFrom(org, objectWithId(org, params.id).apiName, objectBody(body)['fields'])
    record.put('Id', idOf(params.id))
    await saveOne(org, request, store => store.update([record], ALL_OR_NONE))
    return uiRecord(org, userId, params.id, {})
  })

  app.delete(`${BASE}/records/:id`, async (request: RecordRequest, reply) => {
    const { apiName } = objectWithId(org, request.params.id)
    await saveOne(org, request, store => store.delete(apiName, [idOf(request.params.id)], ALL_OR_NONE))
    return reply.status(204).send()
  })

  app.get(`${BASE}/record-ui/:id`, ({ params, query, userId }: RecordRequest) =>
    recordUi(org, userId, params.id.split(','), query),
  )

  app.get(
    `${BASE}/record-defaults/create/:object`,
    async ({
      params,
      query,
      userId,
    }: FastifyRequest<{ Params: { object: string }; Querystring: { recordTypeId?: string } }>) => {
      const object = objectOf(org, params.object)
      const caller = await org.caller(userId)
      const info = recordTypeInfo(await recordTypesFor(org, caller, object), query.recordTypeId)
      return {
        layout: layoutOf(org.project, caller, object, info, { mode: 'Create' }),
        objectInfos: { [object.apiName]: await objectInfo(org, userId, object.apiName) },
        record: {
          apiName: object.apiName,
          childRelationships: {},
          fields: defaultsOf(object, info),
          id: null,
          recordTypeId: info.recordTypeId,
          recordTypeInfo: infoAnswer(info),
        },
      }
    },
  )
}

const infoAnswer = ({ available, defaultRecordTypeMapping, master, name, recordTypeId }: RecordTypeInfo): Json =>
  master ? null : { available, defaultRecordTypeMapping, master, name, recordTypeId }

/// What is preset without looking at other records: checkboxes and the default values of picklists.
function defaultsOf(object: ObjectType, info: RecordTypeInfo): Json {
  const fields = object.fields.filter(({ createable }) => createable)
  const recordType = typeNamed(object, info.developerName)
  return Object.fromEntries(
    fields.map(field => {
      const { apiName, type, defaultValueFormula } = field
      if (apiName === 'RecordTypeId')
        return [apiName, { displayValue: info.name, value: info.master ? null : info.recordTypeId }]
      const chosen = valuesFor(field, recordType).find(({ isDefault }) => isDefault)
      const value = type === 'boolean' ? defaultValueFormula?.toLowerCase() === 'true' : (chosen?.value ?? null)
      return [apiName, { displayValue: chosen?.label ?? null, value }]
    }),
  )
}

async function recordUi(
  org: Org,
  userId: string,
  ids: readonly string[],
  { layoutTypes = 'Full', modes = 'View', optionalFields }: RecordQuerystring,
): Promise<object> {
  const caller = await org.caller(userId)
  const records = await Promise.all(ids.map(id => uiRecord(org, userId, id, { optionalFields })))
  const objects = [...new Set(ids.map(id => objectWithId(org, id)))]
  const layoutsOf = (object: ObjectType, info: RecordTypeInfo) =>
    Object.fromEntries(
      layoutTypes
        .split(',')
        .map(layoutType => [
          layoutType,
          Object.fromEntries(
            modes.split(',').map(mode => [mode, layoutOf(org.project, caller, object, info, { layoutType, mode })]),
          ),
        ]),
    )
  /// Those of the record types that the records have.
  const layoutsByType = async (object: ObjectType) => {
    const types = await recordTypesFor(org, caller, object)
    const had = records.flatMap(({ apiName, recordTypeId }) => (apiName === object.apiName ? [recordTypeId] : []))
    const used = types.filter(({ recordTypeId, master }) => had.includes(master ? null : recordTypeId))
    return [object.apiName, Object.fromEntries(used.map(info => [info.recordTypeId, layoutsOf(object, info)]))]
  }
  const infos = await Promise.all(objects.map(async ({ apiName }) => [apiName, await objectInfo(org, userId, apiName)]))
  return {
    layoutUserStates: {},
    layouts: Object.fromEntries(await Promise.all(objects.map(layoutsByType))),
    objectInfos: Object.fromEntries(infos),
    records: Object.fromEntries(records.map(record => [record['id'] as string, record])),
  }
}

function objectWithId(org: Org, id: string): ObjectType {
  const object = org.project.schema.objectByKeyPrefix(idOf(id).slice(0, 3))
  if (object) return object
  throw notFound()
}

async function uiRecord(
  org: Org,
  userId: string,
  id: string,
  { fields, optionalFields }: Pick<RecordQuerystring, 'fields' | 'optionalFields'>,
): Promise<{ [key: string]: Json }> {
  const object = objectWithId(org, id)
  const readable = await readableFields(org, userId, object)
  const asked = fields === undefined && optionalFields === undefined ? readable : pathsOf(object, fields)
  const optional = pathsOf(object, optionalFields).filter(
    path => path.includes('.') || readable.includes(object.field(path)?.apiName ?? ''),
  )
  const system = ['LastModifiedById', 'LastModifiedDate', 'SystemModstamp', 'RecordTypeId'].filter(name =>
    readable.includes(name),
  )
  const wanted = [...new Set([...asked, ...optional])]
  const record = await readRecord(org, userId, object, idOf(id), [...new Set([...wanted, ...system])])
  if (!record) throw notFound()
  const caller = await org.caller(userId)
  const types = record.get('RecordTypeId') === null ? [] : await recordTypesFor(org, caller, object)
  return recordAnswer(org, object, record, new Set(wanted), caller, types)
}

/// `Contact.Account.Name` as `Account.Name`.
const pathsOf = ({ apiName }: ObjectType, fields = ''): string[] =>
  fields
    .split(',')
    .map(path => path.trim())
    .filter(path => path !== '')
    .map(path => {
      const [object, ...rest] = path.split('.')
      if (object?.toLowerCase() === apiName.toLowerCase() && rest.length > 0) return rest.join('.')
      throw apiError(400, 'INVALID_FIELD', `"${path}" does not begin with the object: ${apiName}.Name.`)
    })

function recordAnswer(
  org: Org,
  object: ObjectType,
  record: RecordValue,
  wanted: ReadonlySet<string> | null,
  caller: Caller,
  types: readonly RecordTypeInfo[] = [],
): { [key: string]: Json } {
  const names = record.shape.names.filter(
    name =>
      name !== 'Id' &&
      (wanted === null || [...wanted].some(path => path.split('.')[0]!.toLowerCase() === name.toLowerCase())),
  )
  const fields = names.map(name => [name, fieldAnswer(org, object, name, record.get(name), caller)])
  const json = (name: string) => toJson(record.get(name))
  const type = types.find(({ recordTypeId }) => recordTypeId === record.get('RecordTypeId'))
  const answer = {
    apiName: object.apiName,
    childRelationships: {},
    fields: Object.fromEntries(fields) as Json,
    id: record.id,
    lastModifiedById: json('LastModifiedById'),
    lastModifiedDate: json('LastModifiedDate'),
    recordTypeId: json('RecordTypeId'),
    recordTypeInfo: type ? infoAnswer(type) : null,
    systemModstamp: json('SystemModstamp'),
  }
  const modified = record.get('SystemModstamp')
  return { ...answer, eTag: eTagOf(answer), weakEtag: modified instanceof DateTimeValue ? modified.ms : 0 }
}

function fieldAnswer(org: Org, object: ObjectType, name: string, value: Value, caller: Caller): Json {
  if (value instanceof RecordValue) {
    const parent = org.project.schema.object(value.objectName)!
    const nameOf = value.get(parent.nameField?.apiName ?? 'Name')
    return {
      displayValue: nameOf === null ? null : plainText(nameOf),
      value: recordAnswer(org, parent, value, null, caller),
    }
  }
  return { displayValue: displayValue(object.field(name), value, caller), value: toJson(value) }
}

/// Null where the value itself is what people read.
function displayValue(field: FieldType | undefined, value: Value, { locale, timeZone }: Caller): string | null {
  if (!field || value === null) return null
  const language = locale.replaceAll('_', '-')
  if (field.picklist) return field.picklist.values.find(known => known.value === value)?.label ?? plainText(value)
  if (value instanceof DateTimeValue)
    return new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short', timeZone }).format(value.ms)
  if (value instanceof DateValue)
    return new Intl.DateTimeFormat(language, { dateStyle: 'short', timeZone: 'UTC' }).format(value.epochDay * DAY_MS)
  if (!isNum(value)) return null
  const digits = { minimumFractionDigits: field.scale, maximumFractionDigits: field.scale }
  const text = new Intl.NumberFormat(language, digits).format(Number(plainText(value)))
  return field.type === 'percent' ? `${text}%` : text
}

const DAY_MS = 24 * 3600 * 1000
