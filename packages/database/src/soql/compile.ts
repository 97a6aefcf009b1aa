import { didYouMean, isNum, mergeText, numText, RecordValue, type Value } from '@millrace/values'
import type { ChildRelationship, FieldType, ObjectType, Schema } from '../schema.ts'
import {
  columnKind,
  comparable,
  comparandType,
  readerOf,
  toComparand,
  type ColumnKind,
  type Parameter,
} from '../sql/columns.ts'
import { compare, isIn, isLike, isNotIn, isNull } from '../sql/comparison.ts'
import { From } from '../sql/from.ts'
import { isPathProblem, resolvePath, type FieldPath } from '../sql/paths.ts'
import { Projection } from '../sql/projection.ts'
import { RecordPlan } from '../sql/recordPlan.ts'
import type { View } from '../sql/view.ts'
import type { UserContext } from '../userContext.ts'
import { aggregateFunctions, dateFunctions } from './functions.ts'
import { SoqlError } from './soqlError.ts'
import type {
  Comparison,
  Condition,
  Expression,
  FieldExpression,
  FunctionExpression,
  OrderItem,
  SelectItem,
  SoqlQuery,
  SoqlValue,
  TypeofItem,
} from './tree.ts'
import {
  dateLiteralBound,
  isValueProblem,
  literalComparand,
  type ParameterSource,
  type ValueProblem,
} from './values.ts'

/// A SOQL query ready to run: one SELECT, and one more for each child relationship.
export interface CompiledSoql {
  readonly object: ObjectType
  /// `count`: the only row holds the number. Otherwise `build` makes a record of each row.
  readonly kind: 'count' | 'records'
  readonly text: string
  /// The schema's, for the names of prepared statements; null where the text is one user's and is not kept prepared.
  readonly version: number | null
  readonly parameters: readonly ParameterSource[]
  build(row: readonly unknown[], user: UserContext): RecordValue
  readonly children: readonly CompiledChild[]
  /// How the result is read page by page; null where it comes whole.
  readonly paging: SoqlPaging | null
}

/// The Ids of a result are found once, with their positions; then the records of some of them are read.
export interface SoqlPaging {
  /// The columns `id` and `position`, from 0; its parameters are those of the query.
  readonly idsText: string
  /// The same records by their Ids, which are the last parameter, in that order.
  page(): Omit<CompiledSoql, 'paging'>
}

/// The records of one child relationship. The statement's last parameter is the list of the parents' Ids, and the last
/// column of each row is the parent's Id.
export interface CompiledChild extends Omit<CompiledSoql, 'paging'> {
  readonly relationshipName: string
}

/// Checks [query] against what [view] shows and compiles it. Throws `SoqlError` with Salesforce's code and text when the
/// query names what is not there, or asks what cannot be asked.
export function compileSoql(query: SoqlQuery, view: View, soql: string): CompiledSoql {
  const { schema } = view
  const object = schema.object(query.from.name)
  if (!object) throw unknownObject(query, schema, soql)
  const statement = new Statement(soql, view)
  const select = new SelectCompiler(query, object, statement)
  const compiled = select.compile()
  let page: Omit<CompiledSoql, 'paging'> | undefined
  const compilePage = () => new SelectCompiler(onlyRead(query), object, new Statement(soql, view)).compilePage()
  const isWhole = compiled.idsText === null
  return {
    ...compiled,
    paging: isWhole ? null : { idsText: compiled.idsText!, page: () => (page ??= compilePage()) },
  }
}

/// What [query] reads, without what it finds.
const onlyRead = (query: SoqlQuery): SoqlQuery => ({
  ...query,
  scope: 'everything',
  where: null,
  orderBy: [],
  limit: null,
  offset: null,
  forUpdate: false,
})

/// A SELECT with the text that finds the Ids alone, where there is one.
type CompiledSelect = Omit<CompiledSoql, 'paging'> & { readonly idsText: string | null }

function unknownObject({ from }: SoqlQuery, schema: Schema, soql: string): SoqlError {
  const near = didYouMean(
    from.name,
    schema.objects.map(object => object.apiName),
  )
  return new SoqlError(
    'INVALID_TYPE',
    `sObject type '${from.name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.${near}`,
    soql,
    from.at,
  )
}

/// What the parts of one SQL statement share: its parameters, and the fields it uses.
class Statement {
  readonly soql: string
  readonly view: View
  readonly schema: Schema
  readonly parameters: ParameterSource[] = []
  #timeZone: string | undefined

  constructor(soql: string, view: View) {
    this.soql = soql
    this.view = view
    this.schema = view.schema
  }

  /// `$1` for a value that is worked out when the query runs.
  add(source: ParameterSource): string {
    return `$${this.parameters.push(source)}`
  }

  /// The user's time zone: one parameter, so that an expression is the same wherever it stands.
  timeZone(): string {
    this.#timeZone ??= this.add(({ user }) => user.timeZone)
    return this.#timeZone
  }

  from(object: ObjectType): From {
    return new From(object, {
      view: this.view,
      parameter: source => this.add(({ user }) => source(user)),
    })
  }

  constant(value: Parameter | readonly Parameter[]): string {
    return this.add(() => value)
  }

  error(code: string, message: string, at: number): SoqlError {
    return new SoqlError(code, message, this.soql, at)
  }
}

/// An expression as SQL.
interface CompiledExpression {
  readonly sql: string
  readonly kind: ColumnKind
  readonly field: FieldType | null
  /// As a result column and a message call it.
  readonly name: string
  readonly isAggregate: boolean
}

class SelectCompiler {
  readonly #query: SoqlQuery
  readonly #object: ObjectType
  readonly #statement: Statement
  readonly #from: From
  readonly #projection: Projection

  constructor(query: SoqlQuery, object: ObjectType, statement: Statement, from = statement.from(object)) {
    this.#query = query
    this.#object = object
    this.#statement = statement
    this.#from = from
    this.#projection = new Projection(statement.view.everything, from)
  }

  compile(): CompiledSelect {
    if (this.#query.select.some(item => item.kind === 'count')) return this.#compileCount()
    return this.#isAggregate ? this.#compileAggregate() : this.#compileRecords()
  }

  /// The records of the child relationship [relationship] for many parents at once.
  compileChild({ relationshipName, field }: ChildRelationship): CompiledChild {
    const { build, children } = this.#recordBuilder()
    const parent = this.#from.own(field)
    const selected = [...this.#projection.columns, parent].join(', ')
    const conditions = this.#conditions()
    const order = this.#orderBy()
    const counts = this.#counts()
    // The Ids come last, when all other parameters are known.
    const ids = `$${this.#statement.parameters.length + 1}::text[]`
    const select = (ofParent: string) =>
      `select ${selected} from ${this.#from.text} where ${[...conditions, ofParent].join(' and ')}${order}${counts}`
    const text = counts
      ? `select x.* from unnest(${ids}) p (id) cross join lateral (${select(`${parent} = p.id`)}) x`
      : select(`${parent} = any(${ids})`)
    return { ...this.#parts(text), kind: 'records', relationshipName: relationshipName!, build, children }
  }

  /// `select t0."AccountId" from …` for `Id IN (SELECT AccountId FROM Contact)`.
  compileSemiJoin(): string {
    const [item, ...more] = this.#query.select
    if (item?.kind !== 'expression' || item.expression.kind !== 'field' || more.length > 0)
      throw this.#statement.error('MALFORMED_QUERY', 'The inner query of IN selects one field.', this.#query.from.at)
    const column = this.#column(item.expression)
    if (column.kind !== 'id')
      throw this.#statement.error(
        'MALFORMED_QUERY',
        `The inner select field '${column.name}' must be an Id or a lookup field`,
        item.expression.at,
      )
    const where = [...this.#conditions(), isNull(column, true)]
    return `select ${comparable(column.sql, column.kind)} from ${this.#from.text} where ${where.join(' and ')}`
  }

  get #isAggregate(): boolean {
    const { groupBy, select } = this.#query
    return groupBy.length > 0 || select.some(item => item.kind === 'expression' && hasAggregate(item.expression))
  }

  #compileCount(): CompiledSelect {
    const { select, groupBy, limit, offset } = this.#query
    if (select.length > 1 || groupBy.length > 0)
      throw this.#statement.error(
        'MALFORMED_QUERY',
        'COUNT() stands alone; beside other fields use COUNT(Id).',
        this.#query.from.at,
      )
    const where = this.#whereText()
    const text =
      limit || offset
        ? `select count(*)::integer from (select 1 from ${this.#from.text}${where}${this.#counts()}) x`
        : `select count(*)::integer from ${this.#from.text}${where}`
    return {
      ...this.#parts(text),
      kind: 'count',
      build: () => new RecordValue('AggregateResult'),
      children: [],
      idsText: null,
    }
  }

  #compileRecords(): CompiledSelect {
    const { build, children } = this.#recordBuilder()
    const order = this.#orderBy()
    const where = this.#whereText()
    const lock = this.#query.forUpdate ? ` for update of ${this.#from.alias}` : ''
    const counts = this.#counts()
    const text = `select ${this.#projection.columns.join(', ')} from ${this.#from.text}${where}${order}${counts}${lock}`
    const idsText = `select ${this.#from.own('Id')} as id, (row_number() over (${order}) - 1)::integer as position from ${this.#from.text}${where}${order}${counts}`
    return { ...this.#parts(text), kind: 'records', build, children, idsText }
  }

  compilePage(): Omit<CompiledSoql, 'paging'> {
    const { build, children } = this.#recordBuilder()
    const where = this.#whereText()
    const ids = `$${this.#statement.parameters.length + 1}::text[]`
    const page = `join unnest(${ids}) with ordinality page (id, position) on page.id = ${this.#from.own('Id')}`
    const text = `select ${this.#projection.columns.join(', ')} from ${this.#from.text} ${page}${where} order by page.position`
    return { ...this.#parts(text), kind: 'records', build, children }
  }

  #parts(text: string) {
    const { view, schema, parameters } = this.#statement
    return { object: this.#object, text, version: view.isShared ? schema.version : null, parameters }
  }

  #recordBuilder(): { build: CompiledSoql['build']; children: CompiledChild[] } {
    const projection = this.#projection
    const { schema } = this.#statement
    const idPath = resolvePath(schema, this.#object, ['Id']) as FieldPath
    const plan = new RecordPlan(this.#object.apiName, projection.slot(idPath), projection, schema)
    const children: CompiledChild[] = []
    for (const item of this.#query.select) this.#addItem(item, plan, children)
    return { build: (row, user) => plan.build(projection.values(row, user)), children }
  }

  #addItem(item: SelectItem, plan: RecordPlan, children: CompiledChild[]): void {
    switch (item.kind) {
      case 'expression':
        if (item.alias && item.expression.kind === 'field')
          throw this.#statement.error(
            'MALFORMED_QUERY',
            'only aggregate expressions use field aliasing',
            item.expression.at,
          )
        this.#addExpression(item.expression, plan, item.alias)
        break
      case 'typeof':
        this.#addTypeof(item, plan)
        break
      case 'fields':
        this.#checkFieldsLimit(item)
        for (const field of this.#object.fields)
          if (item.which === 'ALL' || field.isCustom === (item.which === 'CUSTOM'))
            if (field.formula || columnKind(field))
              this.#addExpression({ kind: 'field', path: [field.apiName], at: item.at }, plan)
        break
      case 'subquery':
        children.push(this.#compileSubquery(item.query, item.at))
        break
      case 'count':
        throw new Error('COUNT() is compiled by itself.')
    }
  }

  /// Source: SOQL and SOSL Reference, "FIELDS()": an unbounded list of fields needs a bounded list of records.
  #checkFieldsLimit({ which, at }: SelectItem & { kind: 'fields' }): void {
    const { limit } = this.#query
    if (which === 'STANDARD' || (limit?.kind === 'number' && Number(limit.value) <= 200)) return
    throw this.#statement.error('MALFORMED_QUERY', 'The SOQL FIELDS function must have a LIMIT of at most 200', at)
  }

  /// The fields of a parent that may be of several objects, by which it is.
  #addTypeof({ relationship, cases, otherwise, at }: TypeofItem, plan: RecordPlan): void {
    const { schema } = this.#statement
    const name = this.#withoutAlias(relationship.path).join('.')
    const field = this.#object.parentRelationship(name)
    const targets = field?.referenceTo.filter(target => schema.object(target)) ?? []
    if (!field || field.referenceTo.length < 2)
      throw this.#statement.error(
        'INVALID_FIELD',
        `'${name}' is no relationship of ${this.#object.apiName} to several objects`,
        at,
      )
    if (plan.has(field.relationshipName!))
      throw this.#statement.error('MALFORMED_QUERY', `duplicate field selected: ${field.relationshipName}`, at)
    const covered = cases.map(({ object, at: place, fields }) => {
      const target = targets.find(one => one.toLowerCase() === object.toLowerCase())
      if (!target) throw this.#statement.error('INVALID_TYPE', `'${name}' leads to no ${object}`, place)
      for (const one of fields) plan.addOf(target, this.#pathOver(name, target, one))
      return target
    })
    for (const target of targets)
      if (!covered.includes(target))
        for (const one of otherwise)
          if (!isPathProblem(resolvePath(schema, schema.object(target)!, one.path)))
            plan.addOf(target, this.#pathOver(name, target, one))
  }

  /// [field] behind the relationship [name], where that leads to a record of [target].
  #pathOver(name: string, target: string, { path, at }: FieldExpression): FieldPath {
    const own = resolvePath(this.#statement.schema, this.#statement.schema.object(target)!, path)
    if (isPathProblem(own)) throw this.#statement.error(own.code, own.message, at)
    const all = this.#path({ kind: 'field', path: [name, ...path], at })
    const branches = all.branches.filter(({ steps }) => steps[0]!.to.apiName === target)
    return { ...own, names: all.names, branches }
  }

  #addExpression(expression: Expression, plan: RecordPlan, alias: string | null = null): void {
    if (expression.kind === 'field') return plan.add(this.#path(expression))
    const { name, argument, at } = expression
    if (argument?.kind === 'field' && name === 'TOLABEL') return this.#addLabel(argument, plan, alias)
    if (argument?.kind === 'field' && name === 'FORMAT') return this.#addFormatted(argument, plan, alias)
    // There is one currency.
    if (argument?.kind === 'field' && name === 'CONVERTCURRENCY')
      return this.#addSlot(plan, argument, alias, this.#projection.slot(this.#path(argument)))
    if (name === 'DISTANCE') {
      const column = this.#distance(expression)
      return plan.addSlot(alias ?? 'expr0', this.#projection.expression(column.sql, readerOf(column.kind)))
    }
    throw this.#statement.error(
      'MALFORMED_QUERY',
      `${name}() is not supported in the SELECT list without GROUP BY.`,
      at,
    )
  }

  #addLabel(argument: FieldExpression, plan: RecordPlan, alias: string | null): void {
    const path = this.#path(argument)
    const labels = new Map(path.field.picklist?.values.map(({ value, label }) => [value, label]))
    const label = (value: Value): Value =>
      typeof value === 'string'
        ? value
            .split(';')
            .map(one => labels.get(one) ?? one)
            .join(';')
        : value
    const column = this.#column(argument)
    const slot = this.#projection.expression(column.sql, raw => label(readerOf(column.kind)(raw)))
    this.#addSlot(plan, argument, alias, slot)
  }

  /// Under its alias, else in the place of the field that it was made of.
  #addSlot(plan: RecordPlan, argument: FieldExpression, alias: string | null, slot: number): void {
    const path = this.#path(argument)
    const isAdded = alias === null ? plan.addAt(path, slot) : !plan.has(alias)
    const name = alias ?? path.names.at(-1)!
    if (!isAdded) throw this.#statement.error('MALFORMED_QUERY', `duplicate field selected: ${name}`, argument.at)
    if (alias !== null) plan.addSlot(alias, slot)
  }

  #addFormatted(argument: FieldExpression, plan: RecordPlan, alias: string | null): void {
    const column = this.#column(argument)
    const text = (raw: unknown): Value => {
      const value = readerOf(column.kind)(raw)
      return isNum(value)
        ? Number(numText(value)).toLocaleString('en-US')
        : value === null
          ? null
          : mergeText(value, EN_US)
    }
    this.#addSlot(plan, argument, alias, this.#projection.expression(column.sql, text))
  }

  #compileSubquery(query: SoqlQuery, at: number): CompiledChild {
    const wanted = query.from.name.toLowerCase()
    const relationship = this.#object.childRelationships.find(child => child.relationshipName?.toLowerCase() === wanted)
    const { schema, view, soql } = this.#statement
    if (!relationship) {
      const near = didYouMean(
        query.from.name,
        this.#object.childRelationships.flatMap(child => child.relationshipName ?? []),
      )
      throw this.#statement.error(
        'INVALID_TYPE',
        `Didn't understand relationship '${query.from.name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.${near}`,
        query.from.at,
      )
    }
    if (query.select.some(item => item.kind === 'count') || query.groupBy.length > 0)
      throw this.#statement.error('MALFORMED_QUERY', 'A child subquery selects records; it cannot count or group.', at)
    const child = schema.object(relationship.childObject)!
    return new SelectCompiler(query, child, new Statement(soql, view)).compileChild(relationship)
  }

  #compileAggregate(): CompiledSelect {
    const { select, groupBy, subtotals, having, orderBy } = this.#query
    const groups = groupBy.map(item => this.#expression(item))
    const grouped = new Map(groups.map(group => [group.sql, group]))
    const plan = new RecordPlan('AggregateResult', -1, this.#projection, this.#statement.schema)
    const aliases = new Map<string, CompiledExpression>()
    let unnamed = 0
    for (const item of select) {
      if (item.kind !== 'expression')
        throw this.#statement.error(
          'MALFORMED_QUERY',
          'A query that groups or aggregates selects fields and functions only.',
          item.at,
        )
      const compiled = this.#expression(item.expression)
      if (!compiled.isAggregate && !grouped.has(compiled.sql))
        throw this.#statement.error(
          'MALFORMED_QUERY',
          `Field must be grouped or aggregated: ${compiled.name}`,
          item.expression.at,
        )
      const name = item.alias ?? (item.expression.kind === 'field' ? compiled.name : `expr${unnamed++}`)
      if (aliases.has(name.toLowerCase()))
        throw this.#statement.error('MALFORMED_QUERY', `duplicate alias: ${name}`, item.expression.at)
      aliases.set(name.toLowerCase(), compiled)
      plan.addSlot(
        name,
        this.#projection.expression(groupedSql(compiled, subtotals !== 'none'), readerOf(compiled.kind)),
      )
    }
    const condition = having ? ` having ${this.#condition(having)}` : ''
    const where = this.#whereText()
    const list = groups.map(group => comparable(group.sql, group.kind)).join(', ')
    const by = groups.length > 0 ? ` group by ${subtotals === 'none' ? list : `${subtotals} (${list})`}` : ''
    const order = orderBy.map(item => this.#orderItem(item, this.#aggregateOrder(item, aliases, grouped)))
    const orderText = order.length > 0 ? ` order by ${order.join(', ')}` : ''
    const text = `select ${this.#projection.columns.join(', ')} from ${this.#from.text}${where}${by}${condition}${orderText}${this.#counts()}`
    return {
      ...this.#parts(text),
      kind: 'records',
      build: (row, user) => plan.build(this.#projection.values(row, user)),
      children: [],
      idsText: null,
    }
  }

  #aggregateOrder(
    { expression }: OrderItem,
    aliases: ReadonlyMap<string, CompiledExpression>,
    grouped: ReadonlyMap<string, CompiledExpression>,
  ): CompiledExpression {
    const alias =
      expression.kind === 'field' && expression.path.length === 1
        ? aliases.get(expression.path[0]!.toLowerCase())
        : undefined
    const compiled = alias ?? this.#expression(expression)
    if (!compiled.isAggregate && !grouped.has(compiled.sql))
      throw this.#statement.error(
        'MALFORMED_QUERY',
        `Ordered field must be grouped or aggregated: ${compiled.name}`,
        expression.at,
      )
    return compiled
  }

  #whereText(): string {
    const conditions = this.#conditions()
    return conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''
  }

  #conditions(): string[] {
    const { where, allRows, scope } = this.#query
    const conditions = allRows ? [] : [`not ${this.#from.own('IsDeleted')}`]
    const visible = this.#from.visible()
    if (visible !== null) conditions.push(visible)
    if (scope === 'mine' && this.#object.field('OwnerId'))
      conditions.push(`${this.#from.own('OwnerId')} = ${this.#statement.add(({ user }) => user.userId)}::text`)
    return where ? [...conditions, this.#condition(where)] : conditions
  }

  #orderBy(): string {
    const items = this.#query.orderBy.map(item => this.#orderItem(item, this.#expression(item.expression)))
    // Without it the order would change with every update, and pages of one result would overlap.
    return ` order by ${[...items, this.#from.own('Id')].join(', ')}`
  }

  #orderItem({ descending, nulls }: OrderItem, { sql, kind, isAggregate }: CompiledExpression): string {
    const first = nulls ? nulls === 'FIRST' : !descending
    const direction = `${descending ? ' desc' : ''} nulls ${first ? 'first' : 'last'}`
    return `${isAggregate ? sql : comparable(sql, kind)}${direction}`
  }

  #counts(): string {
    const { limit, offset } = this.#query
    const count = (value: SoqlValue): string => `${this.#statement.add(this.#countSource(value))}::integer`
    return `${limit ? ` limit ${count(limit)}` : ''}${offset ? ` offset ${count(offset)}` : ''}`
  }

  #countSource(value: SoqlValue): ParameterSource {
    if (value.kind === 'number') return () => Math.min(Number(value.value), MOST_ROWS)
    const bound = this.#bind(value as SoqlValue & { kind: 'bind' })
    return context => {
      const count = bound(context)
      if (typeof count === 'number' && count >= 0) return Math.min(count, MOST_ROWS)
      throw this.#statement.error('MALFORMED_QUERY', 'A LIMIT or OFFSET is a whole number.', value.at)
    }
  }

  #condition(condition: Condition): string {
    switch (condition.kind) {
      case 'and':
      case 'or':
        return `(${condition.items.map(item => this.#condition(item)).join(` ${condition.kind} `)})`
      case 'not':
        return `(${this.#condition(condition.item)}) is not true`
      case 'comparison':
        return this.#comparison(condition)
    }
  }

  #comparison(comparison: Comparison): string {
    const column = this.#expression(comparison.expression)
    this.#checkFilterable(column, comparison)
    const { value } = comparison
    if ('select' in value) return this.#semiJoin(column, comparison, value)
    const { operator } = comparison
    if (operator === 'INCLUDES' || operator === 'EXCLUDES') return this.#includes(column, comparison)
    if (Array.isArray(value)) return this.#inList(column, comparison, value)
    return this.#single(column, comparison, value as SoqlValue)
  }

  #checkFilterable({ field, name }: CompiledExpression, { expression, operator }: Comparison): void {
    if (field?.type === 'textarea' && field.length > 255)
      throw this.#statement.error('INVALID_FIELD', `field '${name}' can not be filtered in a query call`, expression.at)
    const isMulti = field?.type === 'multipicklist'
    if ((operator === 'INCLUDES' || operator === 'EXCLUDES') && !isMulti)
      throw this.#statement.error(
        'INVALID_QUERY_FILTER_OPERATOR',
        `'${operator}' operator can only be applied to multi-select picklists`,
        expression.at,
      )
  }

  #single(column: CompiledExpression, { operator }: Comparison, value: SoqlValue): string {
    if (value.kind === 'bind' && (operator === 'IN' || operator === 'NOT IN'))
      return this.#inBind(column, operator, value)
    if (operator === 'LIKE') return this.#like(column, value)
    const comparison = operator as '=' | '!=' | '<' | '<=' | '>' | '>='
    if (value.kind === 'null') {
      if (comparison === '=' || comparison === '!=') return isNull(column, comparison === '!=')
      throw this.#statement.error(
        'INVALID_QUERY_FILTER_OPERATOR',
        `'${operator}' cannot be used with null; = and != can`,
        value.at,
      )
    }
    if (value.kind === 'bind') return this.#compareBind(column, comparison, value)
    if (value.kind === 'dateLiteral') return this.#compareDateLiteral(column, comparison, value)
    return compare(column, comparison, this.#literal(column, value))
  }

  #literal(column: CompiledExpression, value: SoqlValue): string {
    return `${this.#statement.constant(this.#comparand(column, value))}::${comparandType(column.kind)}`
  }

  #comparand({ kind, field, name }: CompiledExpression, value: SoqlValue): Parameter {
    const comparand = literalComparand(value, kind, field, name)
    if (isValueProblem(comparand)) throw this.#problem(comparand, value.at)
    return comparand
  }

  #problem({ code, message }: ValueProblem, at: number): SoqlError {
    return this.#statement.error(code, message, at)
  }

  #compareBind(
    column: CompiledExpression,
    operator: '=' | '!=' | '<' | '<=' | '>' | '>=',
    value: SoqlValue & { kind: 'bind' },
  ): string {
    const bound = this.#bind(value)
    const parameter = this.#statement.add(context => this.#boundComparand(column, bound(context), value))
    const typed = `${parameter}::${comparandType(column.kind)}`
    const test = compare(column, operator, typed)
    return operator === '=' ? `(${test} or (${typed} is null and ${isNull(column)}))` : test
  }

  #inBind(column: CompiledExpression, operator: 'IN' | 'NOT IN', value: SoqlValue & { kind: 'bind' }): string {
    const bound = this.#bind(value)
    const parameter = this.#statement.add(context => {
      const values = bound(context)
      const list = Array.isArray(values) ? values : values === null ? [] : [values]
      return list.flatMap(item => this.#boundComparand(column, item, value) ?? [])
    })
    const list = `${parameter}::${comparandType(column.kind)}[]`
    return operator === 'IN' ? isIn(column, list) : isNotIn(column, list)
  }

  #boundComparand(
    { kind, name }: CompiledExpression,
    value: Value,
    { at, name: bind }: SoqlValue & { kind: 'bind' },
  ): Parameter {
    const comparand = toComparand(value, kind)
    if (comparand !== undefined) return comparand
    throw this.#statement.error('INVALID_FIELD', `the value of :${bind} is of another type than field '${name}'`, at)
  }

  #bind({ name, at }: SoqlValue & { kind: 'bind' }): (context: { binds: ReadonlyMap<string, Value> }) => Value {
    return ({ binds }) => {
      const value = binds.get(name) ?? [...binds].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
      if (value !== undefined) return value
      throw this.#statement.error(
        'MALFORMED_QUERY',
        `Variable does not exist: ${name}${didYouMean(name, binds.keys())}`,
        at,
      )
    }
  }

  #compareDateLiteral(
    column: CompiledExpression,
    operator: '=' | '!=' | '<' | '<=' | '>' | '>=',
    value: SoqlValue & { kind: 'dateLiteral' },
  ): string {
    const { kind, sql } = column
    if (kind !== 'date' && kind !== 'datetime')
      throw this.#statement.error(
        'INVALID_FIELD',
        `${value.name} can be compared with dates only, and '${column.name}' is none`,
        value.at,
      )
    const bound = (which: 'start' | 'end') =>
      `${this.#statement.add(dateLiteralBound(value, which, kind))}::${comparandType(kind)}`
    switch (operator) {
      case '=':
        return `(${sql} >= ${bound('start')} and ${sql} < ${bound('end')})`
      case '!=':
        return `(${sql} is null or ${sql} < ${bound('start')} or ${sql} >= ${bound('end')})`
      case '<':
        return `${sql} < ${bound('start')}`
      case '<=':
        return `${sql} < ${bound('end')}`
      case '>':
        return `${sql} >= ${bound('end')}`
      case '>=':
        return `${sql} >= ${bound('start')}`
    }
  }

  #like(column: CompiledExpression, value: SoqlValue): string {
    if (column.kind !== 'text' && column.kind !== 'exactText')
      throw this.#statement.error(
        'INVALID_QUERY_FILTER_OPERATOR',
        `invalid operator on ${column.kind} field: LIKE works on text, and '${column.name}' is none`,
        value.at,
      )
    if (value.kind === 'string') return isLike(column, this.#statement.constant(value.value.toLowerCase()))
    if (value.kind !== 'bind')
      throw this.#problem(literalComparand(value, column.kind, column.field, column.name) as ValueProblem, value.at)
    const bound = this.#bind(value)
    return isLike(
      column,
      this.#statement.add(context => String(this.#boundComparand(column, bound(context), value) ?? '').toLowerCase()),
    )
  }

  #inList(column: CompiledExpression, { operator }: Comparison, values: readonly SoqlValue[]): string {
    const negated = operator === 'NOT IN'
    if (values.some(value => value.kind === 'dateLiteral' || value.kind === 'bind')) {
      const tests = values.map(value => this.#single(column, { operator: negated ? '!=' : '=' } as Comparison, value))
      return `(${tests.join(negated ? ' and ' : ' or ')})`
    }
    const list = values.flatMap(value => (value.kind === 'null' ? [] : this.#comparand(column, value)))
    const sql = `${this.#statement.constant(list)}::${comparandType(column.kind)}[]`
    const hasNull = values.some(value => value.kind === 'null')
    if (!negated) return hasNull ? `(${isNull(column)} or ${isIn(column, sql)})` : isIn(column, sql)
    return hasNull ? `(${isNull(column, true)} and ${isNotIn(column, sql)})` : isNotIn(column, sql)
  }

  #semiJoin(column: CompiledExpression, { operator, at }: Comparison, query: SoqlQuery): string {
    if (column.kind !== 'id')
      throw this.#statement.error(
        'MALFORMED_QUERY',
        `The left operand of an inner query is an Id or a lookup field, and '${column.name}' is neither`,
        at,
      )
    const object = this.#statement.schema.object(query.from.name)
    if (!object) throw unknownObject(query, this.#statement.schema, this.#statement.soql)
    const inner = new SelectCompiler(query, object, this.#statement, this.#from.nested(object)).compileSemiJoin()
    return operator === 'IN'
      ? `${column.sql} in (${inner})`
      : `(${column.sql} is null or ${column.sql} not in (${inner}))`
  }

  /// `'a;b'` in the list: both are selected.
  #includes(column: CompiledExpression, { operator, value }: Comparison): string {
    const values = Array.isArray(value) ? (value as readonly SoqlValue[]) : [value as SoqlValue]
    const tests = values.map(item => {
      const chosen = String(this.#comparand(column, item) ?? '').split(';')
      return `string_to_array(lower(${column.sql}), ';') @> ${this.#statement.constant(chosen)}::text[]`
    })
    return operator === 'INCLUDES' ? `(${tests.join(' or ')})` : `(${tests.join(' or ')}) is not true`
  }

  #expression(expression: Expression): CompiledExpression {
    if (expression.kind === 'field') return this.#column(expression)
    const { name, argument, at } = expression
    if (name === 'GROUPING') return this.#grouping(argument, at)
    if (name === 'DISTANCE') return this.#distance(expression)
    if (aggregateFunctions.has(name)) return this.#aggregate(name, argument, at)
    if (name === 'CONVERTTIMEZONE' && argument) {
      const inner = this.#expression(argument)
      return { ...inner, sql: `timezone(${this.#statement.timeZone()}, ${inner.sql})` }
    }
    if (name === 'TOLABEL' && argument) return this.#expression(argument)
    const inner = argument ? this.#expression(argument) : undefined
    const compile = dateFunctions[name]
    if ((compile || name === 'DAY_ONLY') && (inner?.kind === 'date' || inner?.kind === 'datetime')) {
      const sql = compile ? compile(inner.sql) : `(${inner.sql})::date`
      return { ...inner, sql, kind: compile ? 'integer' : 'date', field: null, name: `${name}(${inner.name})` }
    }
    const near = didYouMean(name, [...aggregateFunctions, ...Object.keys(dateFunctions)])
    const reason = compile ? `${name}() takes a date or a date/time.` : `Unknown function ${name}().${near}`
    throw this.#statement.error('MALFORMED_QUERY', reason, at)
  }

  /// 1 in the subtotals over all values of the field, else 0.
  #grouping(argument: Expression | null, at: number): CompiledExpression {
    const field = argument && this.#expression(argument)
    const isGrouped = field && this.#query.groupBy.some(group => this.#expression(group).sql === field.sql)
    if (!isGrouped || this.#query.subtotals === 'none')
      throw this.#statement.error('MALFORMED_QUERY', 'GROUPING() takes a field of GROUP BY ROLLUP or CUBE.', at)
    const sql = `grouping(${comparable(field.sql, field.kind)})::integer`
    return { sql, kind: 'integer', field: null, name: `GROUPING(${field.name})`, isAggregate: true }
  }

  /// How far a geolocation field, or the place of an address, lies from a point: along a great circle.
  ///
  /// Source: SOQL and SOSL Reference, "Location-Based SOQL Queries".
  #distance({ argument, distance, at }: FunctionExpression): CompiledExpression {
    if (argument?.kind !== 'field' || !distance)
      throw this.#statement.error('MALFORMED_QUERY', 'DISTANCE() takes a geolocation field first.', at)
    const part = (of: 'Latitude' | 'Longitude'): CompiledExpression => {
      const [name = '', ...before] = argument.path.toReversed()
      const partName = /__c$/i.test(name)
        ? name.replace(/__c$/i, `__${of}__s`)
        : `${name.replace(/Address$/i, '')}${of}`
      return this.#column({ ...argument, path: [...before.reverse(), partName] })
    }
    const [latitude, longitude] = [part('Latitude'), part('Longitude')]
    const [fromLatitude, fromLongitude] = [
      this.#numberOf(latitude, distance.latitude),
      this.#numberOf(longitude, distance.longitude),
    ]
    const half = (a: string, b: string): string => `power(sin(radians((${a})::float8 - (${b})::float8) / 2), 2)`
    const chord = `${half(latitude.sql, fromLatitude)} + cos(radians((${fromLatitude})::float8)) * cos(radians((${latitude.sql})::float8)) * ${half(longitude.sql, fromLongitude)}`
    const radius = distance.unit === 'km' ? 6371.0088 : 3958.7613
    // Null stays null, which least() would not let it.
    const sql = `round((${2 * radius} * atan2(sqrt(${chord}), sqrt(abs(1 - (${chord})))))::numeric, 9)`
    return { sql, kind: 'number', field: null, name: 'DISTANCE', isAggregate: false }
  }

  #numberOf(column: CompiledExpression, value: SoqlValue): string {
    if (value.kind !== 'bind') return this.#literal(column, value)
    const bound = this.#bind(value)
    const parameter = this.#statement.add(context => this.#boundComparand(column, bound(context), value))
    return `${parameter}::${comparandType(column.kind)}`
  }

  #aggregate(name: string, argument: Expression | null, at: number): CompiledExpression {
    if (!argument) throw this.#statement.error('MALFORMED_QUERY', `${name}() takes a field.`, at)
    const { sql, kind, field, name: fieldName } = this.#expression(argument)
    const isNumber = kind === 'number' || kind === 'integer'
    if ((name === 'SUM' || name === 'AVG') && !isNumber)
      throw this.#statement.error(
        'MALFORMED_QUERY',
        `field ${fieldName} does not support aggregate operator ${name}`,
        at,
      )
    const aggregate = { field, name: `${name}(${fieldName})`, isAggregate: true }
    if (name === 'COUNT') return { ...aggregate, sql: `count(${sql})::integer`, kind: 'integer', field: null }
    if (name === 'COUNT_DISTINCT')
      return { ...aggregate, sql: `count(distinct ${comparable(sql, kind)})::integer`, kind: 'integer', field: null }
    if (kind === 'boolean')
      throw this.#statement.error(
        'MALFORMED_QUERY',
        `field ${fieldName} does not support aggregate operator ${name}`,
        at,
      )
    if (kind === 'text') return { ...aggregate, kind, sql: firstText(sql, name === 'MAX') }
    const resultKind = isNumber && (name === 'AVG' || name === 'SUM') ? 'number' : kind
    return {
      ...aggregate,
      sql: `${name.toLowerCase()}(${sql})${resultKind === 'number' ? '::numeric' : ''}`,
      kind: resultKind,
    }
  }

  #column(expression: FieldExpression): CompiledExpression {
    const path = this.#path(expression)
    const name = path.names.at(-1)!
    const column = this.#from.columnIfAny(path)
    if (!column)
      throw this.#statement.error(
        'INVALID_FIELD',
        `field '${name}' can not be filtered, sorted or grouped in a query call: it is a formula field that is worked out after reading. Use the fields that its formula reads.`,
        expression.at,
      )
    return { ...column, field: path.field, name, isAggregate: false }
  }

  #path(expression: FieldExpression): FieldPath {
    const { schema } = this.#statement
    const names = this.#withoutAlias(expression.path)
    const path = resolvePath(schema, this.#object, names)
    if (isPathProblem(path)) throw this.#statement.error(path.code, path.message, expression.at)
    if (!path.field.formula && !columnKind(path.field))
      throw this.#statement.error(
        'INVALID_FIELD',
        `field '${path.names.join('.')}' holds no single value; select its parts`,
        expression.at,
      )
    if (path.branches[0]!.steps.length > 5)
      throw this.#statement.error(
        'INVALID_FIELD',
        'A field path leads over at most five parent relationships.',
        expression.at,
      )
    return path
  }

  /// `c.Name` and `Contact.Name` in `FROM Contact c`.
  #withoutAlias(path: readonly string[]): readonly string[] {
    if (path.length === 1) return path
    const first = path[0]!.toLowerCase()
    if (first === this.#query.from.alias?.toLowerCase()) return path.slice(1)
    return first === this.#object.apiName.toLowerCase() && !this.#object.parentRelationship(first)
      ? path.slice(1)
      : path
  }
}

/// PostgreSQL's greatest integer.
const MOST_ROWS = 2_147_483_647

const EN_US = { locale: 'en_US', timeZone: 'UTC' }

function hasAggregate(expression: Expression): boolean {
  if (expression.kind !== 'function') return false
  const { name, argument } = expression
  return aggregateFunctions.has(name) || name === 'GROUPING' || (argument !== null && hasAggregate(argument))
}

/// MIN or MAX of text, which ignores case like every comparison.
const firstText = (sql: string, last: boolean): string =>
  `(array_agg(${sql} order by lower(${sql})${last ? ' desc' : ''}, ${sql} collate "C") filter (where ${sql} is not null))[1]`

/// Text is grouped ignoring case, so one spelling stands for its group; none in a subtotal over all of them.
function groupedSql({ sql, kind, isAggregate }: CompiledExpression, hasSubtotals: boolean): string {
  if (kind !== 'text' || isAggregate) return sql
  const spelling = `min(${sql} collate "C")`
  return hasSubtotals ? `case when grouping(lower(${sql})) = 0 then ${spelling} end` : spelling
}
