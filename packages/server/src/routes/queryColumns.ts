import { parseSoql, type FieldType, type ObjectType, type Schema, type SoqlQuery } from '@millrace/database'
import type { Json } from '@millrace/values'

type SelectItem = SoqlQuery['select'][number]

/// What `?columns=true` answers: the columns of a query instead of its records. The `sf` command asks for it before it
/// prints a table.
export function queryColumns(soql: string, schema: Schema): Json {
  const query = parseSoql(soql)
  const object = schema.object(query.from.name)
  return {
    columnMetadata: query.select.flatMap(item => columnOf(item, object, schema)),
    entityName: object?.apiName ?? query.from.name,
    groupBy: query.groupBy.length > 0,
    idSelected: query.select.some(item => pathOf(item).join('.').toLowerCase() === 'id'),
    keyPrefix: object?.keyPrefix ?? null,
  }
}

const pathOf = (item: SelectItem): readonly string[] =>
  item.kind === 'expression' && item.expression.kind === 'field' ? item.expression.path : []

function columnOf(item: SelectItem, object: ObjectType | undefined, schema: Schema): Json[] {
  switch (item.kind) {
    case 'subquery': {
      const relationship = object?.childRelationships.find(
        child => child.relationshipName?.toLowerCase() === item.query.from.name.toLowerCase(),
      )
      const child = schema.object(relationship?.childObject ?? '')
      const joinColumns = item.query.select.flatMap(one => columnOf(one, child, schema))
      return [column(relationship?.relationshipName ?? item.query.from.name, undefined, { joinColumns })]
    }
    case 'fields':
      return (object?.fields ?? [])
        .filter(field => item.which === 'ALL' || field.isCustom === (item.which === 'CUSTOM'))
        .map(field => column(field.apiName, field))
    case 'expression':
      return item.expression.kind === 'field'
        ? [fieldColumn(item.expression.path, object, schema)]
        : [column(item.alias ?? item.expression.name.toLowerCase(), undefined, { aggregate: true })]
    default:
      return []
  }
}

/// A parent's field is a column in the column of the relationship.
function fieldColumn(path: readonly string[], object: ObjectType | undefined, schema: Schema): Json {
  const [name = '', ...rest] = path
  if (rest.length === 0) {
    const field = object?.field(name)
    return column(field?.apiName ?? name, field)
  }
  const isObject = object?.apiName.toLowerCase() === name.toLowerCase()
  if (isObject) return fieldColumn(rest, object, schema)
  const relationship = object?.parentRelationship(name)
  const parent = schema.object(relationship?.referenceTo[0] ?? '')
  return column(relationship?.relationshipName ?? name, undefined, { joinColumns: [fieldColumn(rest, parent, schema)] })
}

const NUMBERS = new Set(['int', 'double', 'currency', 'percent'])

function column(
  name: string,
  field: FieldType | undefined,
  { joinColumns = [], aggregate = false }: { joinColumns?: Json[]; aggregate?: boolean } = {},
): Json {
  const isNumber = field !== undefined && NUMBERS.has(field.type)
  return {
    aggregate,
    apexType: field?.dataType.kind ?? null,
    booleanType: field?.type === 'boolean',
    columnName: name,
    custom: field?.isCustom ?? false,
    displayName: name,
    foreignKeyName: null,
    insertable: field?.createable ?? false,
    joinColumns,
    numberType: isNumber,
    textType: field !== undefined && !isNumber && field.type !== 'boolean',
    updatable: field?.updateable ?? false,
  }
}
