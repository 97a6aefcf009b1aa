import type { QueryFilter, QueryResource } from '@millrace/metadata'
import { didYouMean, num, type RecordValue } from '@millrace/values'
import type { InteractionContext, InteractionDeclaration } from '../interaction.ts'
import { fieldTypeAt, isObject, memberNames, readRecord } from '../objectDescription.ts'
import { asValue, settingsList } from '../resolved.ts'
import { resourceType } from '../resourceTypes.ts'
import { apiError, get, InteractionFailure } from '../restApi.ts'
import { soqlText } from '../soql.ts'
import { nameSetting, neededText } from './settings.ts'
import { storeIn, variableNamed } from './variables.ts'

/// Get Records: reads records once and stores the first in a record variable, or all in a collection. A query resource
/// is better for what is shown: it is read again by itself.
export const getRecords: InteractionDeclaration = {
  type: 'getRecords',
  label: 'Get Records',
  help: 'Reads records into a variable: the first, or all into a collection.',
  properties: [
    { name: 'objectApiName', label: 'Object API Name', type: 'object', required: true },
    { name: 'fields', label: 'Fields', type: 'fields', required: true, help: "With parents' fields: Account.Name." },
    {
      name: 'filter',
      label: 'Filter',
      type: 'json',
      help: '{ "field", "operator", "value" }, or { "and": […] }, { "or": […] } of such; empty: all records.',
    },
    {
      name: 'orderBy',
      label: 'Sort',
      type: 'list',
      items: [
        { name: 'field', label: 'Field', type: 'text', required: true },
        {
          name: 'direction',
          label: 'Direction',
          type: 'choice',
          default: 'asc',
          options: [
            { value: 'asc', label: 'Ascending' },
            { value: 'desc', label: 'Descending' },
          ],
        },
      ],
    },
    { name: 'limit', label: 'At most', type: 'number', default: 2000, help: 'How many records are read.' },
    {
      name: 'variable',
      label: 'Store in',
      type: 'variable',
      required: true,
      help: 'A record variable receives the first record, a collection all.',
    },
    { name: 'countVariable', label: 'Store the number of records in', type: 'variable' },
  ],
  async run(context) {
    const objectApiName = neededText(context, 'objectApiName')
    await context.describe([objectApiName])
    const variable = variableNamed(context, nameSetting(context, 'variable'))
    const isMany = resourceType(variable).kind === 'Collection'
    const limit = isMany ? limitOf(context) : 1
    const query = queryOf(context, objectApiName, limit)
    const soql = soqlText(query, raw => asValue(context.resolve(raw)), context.scope.objects)
    const records = await read(context, soql, objectApiName, limit)
    storeIn(context, 'variable', isMany ? records : (records[0] ?? null))
    storeIn(context, 'countVariable', num(records.length))
  },
  check({ interaction, environment, scope, report }) {
    const { objectApiName, fields } = interaction
    if (typeof objectApiName !== 'string' || !environment.object) return
    const object = environment.object(objectApiName)
    if (!object) return
    for (const [i, field] of (Array.isArray(fields) ? fields : []).entries())
      if (typeof field === 'string' && !field.includes('.') && !fieldTypeAt(scope.objects, object.name, field))
        report({
          code: 'unknown-field',
          message: `${object.name} has no field ${field}.${didYouMean(field, memberNames(object))}`,
          setting: `fields[${i}]`,
        })
  },
}

function limitOf(context: InteractionContext): number {
  const limit = context.setting('limit')
  return typeof limit === 'number' && limit >= 1 ? Math.floor(limit) : 2000
}

function queryOf(context: InteractionContext, objectApiName: string, limit: number): QueryResource {
  const { fields, filter } = context.interaction
  const orderBy = settingsList(context.setting('orderBy')).map(({ field, direction }) => ({
    field: String(field),
    direction: direction === 'desc' ? ('desc' as const) : ('asc' as const),
  }))
  return {
    type: 'query',
    apiName: 'GetRecords',
    objectApiName,
    fields: Array.isArray(fields) ? fields.filter(field => typeof field === 'string') : [],
    // Its shape is looked at as it is written: what is no filter finds nothing.
    ...(isObject(filter) ? { filter: filter as unknown as QueryFilter } : {}),
    ...(orderBy.length > 0 ? { orderBy } : {}),
    limit,
  }
}

async function read(
  { host, scope, cancellation }: InteractionContext,
  soql: string,
  objectApiName: string,
  limit: number,
): Promise<RecordValue[]> {
  const records: RecordValue[] = []
  let path: string | undefined = `/query?q=${encodeURIComponent(soql)}`
  while (path !== undefined && !cancellation.isCancelled) {
    const body = await get(host, path, { cancellation })
    if (!isObject(body) || !Array.isArray(body['records']))
      throw new InteractionFailure(apiError({ status: 200, body: undefined }))
    for (const row of body['records']) records.push(readRecord(row, objectApiName, scope.objects))
    const next = body['nextRecordsUrl']
    path = records.length < limit && typeof next === 'string' ? next : undefined
  }
  return records
}
