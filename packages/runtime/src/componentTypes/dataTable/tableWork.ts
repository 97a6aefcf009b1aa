import type { QueryFilter, QueryResource } from '@millrace/metadata'
import { ANY, ApexValue, DateTimeValue, RecordValue, type Value } from '@millrace/values'
import type { DerivedCell, SourceCell } from '../../cells.ts'
import type { ChainOutcome, InteractionError, Resolved } from '../../componentState.ts'
import type { ComponentContext, ComponentWork } from '../../componentWork.ts'
import { Cancellation, type ComponentHost } from '../../host.ts'
import { textsOf } from '../../interactionTexts.ts'
import { type FieldDescription, fieldNamed, fieldTypeAt, type ObjectDescription } from '../../objectDescription.ts'
import { fieldValue } from '../../recordFields.ts'
import { InteractionFailure } from '../../restApi.ts'
import { type DataTableAction, readActions } from './actions.ts'
import { addressText, readAddressText } from './addressText.ts'
import { type DataTableColumn, readColumns } from './columns.ts'
import { conditionOf, type DataTableFilter, meets, readFilters } from './filters.ts'
import { type TableLine, tableLines, textsIn, type Totals, totalsFromAggregates, totalsOf } from './grouping.ts'
import { type EditState, InlineEdits } from './inlineEdits.ts'
import { KeptLayout } from './keptLayout.ts'
import { arrangedColumns, type DataTableLayout } from './layout.ts'
import { NewestAnswer, readRows, type RowRequest, ServerRows } from './serverRows.ts'
import { type DataTableSort, inNamedOrder, readSorts, sortRecords } from './sorting.ts'
import { summariesOf, type TableQuery, tableQuery } from './tableQuery.ts'

export type Paging = 'none' | 'pages' | 'endless'

/// Everything that a table's screen shows now. An unchanged part is the same object.
export interface TableState extends EditState {
  readonly status: 'loading' | 'ready' | 'refreshing' | 'error'
  readonly error: InteractionError | undefined
  /// Those that are shown, in their order.
  readonly columns: readonly DataTableColumn[]
  readonly allColumns: readonly DataTableColumn[]
  readonly layout: DataTableLayout
  /// The rows of this page, or all that were read.
  readonly rows: readonly RecordValue[]
  /// The same with the headings of groups; undefined without groups.
  readonly lines: readonly TableLine[] | undefined
  /// How many rows match; undefined while that is counted.
  readonly totalSize: number | undefined
  /// How many the source has in the page, where it has more.
  readonly readSize: number
  readonly hasMore: boolean
  readonly sorts: readonly DataTableSort[]
  readonly searchText: string
  readonly filters: readonly DataTableFilter[]
  readonly paging: Paging
  readonly page: number
  readonly pageSize: number
  readonly groupedBy: readonly string[]
  readonly totals: Totals
  readonly selectedIds: ReadonlySet<string>
  readonly headerActions: readonly DataTableAction[]
  readonly rowActions: readonly DataTableAction[]
  readonly isSelectingAll: boolean
}

/// What of all matching rows is read at once for an export.
const EXPORT_PAGE = 2000

/// Beyond this, "select all matching" takes Ids without fields.
const MOST_RECORDS = 2000

/// The most Ids that "select all matching" takes where Max Row Selection says nothing.
export const MOST_SELECTED = 50_000

/// So many Ids fit the address of one request.
const IDS_AT_ONCE = 250

/// One Data Table at work.
export const open = (context: ComponentContext): DataTableWork => new DataTableWork(context)

/// One Data Table at work: which rows there are to show, from the page or from the server; the selection, known by
/// Id; what was typed; how its user wants it to look.
export class DataTableWork implements ComponentWork {
  readonly type = 'DataTable'
  readonly query: QueryResource | undefined
  readonly state: DerivedCell<TableState>
  /// The selected records, up to Max Row Selection: in the order of the rows, then those of other pages.
  readonly selected: DerivedCell<readonly RecordValue[]>
  readonly edits: InlineEdits
  readonly layout: KeptLayout
  readonly #context: ComponentContext
  readonly #rows: ServerRows
  readonly #totals: NewestAnswer<Totals>
  readonly #known: SourceCell<ReadonlyMap<string, RecordValue>>
  readonly #blocks: SourceCell<number>
  readonly #isSelectingAll: SourceCell<boolean>
  readonly #declaredColumns: DerivedCell<readonly DataTableColumn[]>
  readonly #columns: DerivedCell<readonly DataTableColumn[]>
  readonly #shownColumns: DerivedCell<readonly DataTableColumn[]>
  readonly #headerActions: DerivedCell<readonly DataTableAction[]>
  readonly #rowActions: DerivedCell<readonly DataTableAction[]>
  readonly #sorts: DerivedCell<readonly DataTableSort[]>
  readonly #filters: DerivedCell<readonly DataTableFilter[]>
  readonly #groupedBy: DerivedCell<readonly string[]>
  readonly #condition: DerivedCell<QueryFilter | undefined>
  readonly #isServer: DerivedCell<boolean>
  readonly #tableQuery: DerivedCell<TableQuery | undefined>
  readonly #sorted: DerivedCell<readonly RecordValue[]>
  readonly #matching: DerivedCell<readonly RecordValue[]>
  readonly #stops: (() => void)[] = []

  constructor(context: ComponentContext) {
    this.#context = context
    this.query = context.query
    const { graph } = context
    this.#known = graph.source<ReadonlyMap<string, RecordValue>>(new Map())
    this.#blocks = graph.source(1)
    this.#isSelectingAll = graph.source(false)
    const derived = <T>(initial: T, compute: () => T): DerivedCell<T> => graph.derived(initial, compute)

    this.#declaredColumns = derived<readonly DataTableColumn[]>([], () =>
      readColumns(this.#attribute('columns'), this.#raw('columns'), this.#objectName(), context.objects),
    )
    this.edits = new InlineEdits(context)
    this.layout = new KeptLayout(context)
    this.#columns = derived<readonly DataTableColumn[]>([], () =>
      arrangedColumns(this.#declaredColumns.read(), this.layout.read()),
    )
    this.#shownColumns = derived<readonly DataTableColumn[]>([], () =>
      this.#columns.read().filter(({ isHidden }) => !isHidden),
    )
    this.#headerActions = derived<readonly DataTableAction[]>([], () => this.#headerActionsNow())
    this.#rowActions = derived<readonly DataTableAction[]>([], () => this.#actions('rowActions'))
    this.#sorts = derived<readonly DataTableSort[]>([], () => {
      const chosen = this.#attribute('SortedColumns')
      return readSorts(chosen === null ? this.#attribute('defaultSort') : chosen)
    })
    this.#filters = derived<readonly DataTableFilter[]>([], () => readFilters(this.#attribute('Filters')))
    this.#groupedBy = derived<readonly string[]>([], () => {
      const chosen = this.#attribute('GroupedBy')
      return textsIn(chosen === null ? this.#attribute('groupBy') : chosen)
    })
    this.#condition = derived<QueryFilter | undefined>(undefined, () =>
      conditionOf(this.#filters.read(), this.#text('SearchText'), this.#declaredColumns.read(), {
        timeZone: context.host.timeZone,
        today: new DateTimeValue(context.host.now()).dateIn(context.host.timeZone),
      }),
    )
    this.#isServer = derived(false, () => this.#readsFromServer())
    this.#tableQuery = derived<TableQuery | undefined>(undefined, () => {
      const { query } = this
      if (!query) return undefined
      return tableQuery(query, this.#condition.read(), this.#order(), raw => context.resolve(raw), context.objects)
    })
    this.#sorted = derived<readonly RecordValue[]>([], () =>
      sortRecords(inNamedOrder(recordsIn(this.#attribute('records')), context.query), this.#order(), context.host),
    )
    this.#matching = derived<readonly RecordValue[]>([], () => {
      const condition = this.#condition.read()
      const rows = this.#sorted.read()
      return condition ? rows.filter(row => meets(row, condition, context.host.timeZone)) : rows
    })
    this.#rows = new ServerRows(
      context,
      derived<RowRequest | undefined>(undefined, () => this.#rowRequest()),
    )
    this.selected = derived<readonly RecordValue[]>([], () => this.#selectedRecords())
    this.#totals = new NewestAnswer<Totals>(graph, new Map())
    this.state = derived<TableState>(NOTHING, () => this.#stateNow())
    this.#watch()
  }

  get readsItself(): boolean {
    return this.#isServer.read() && this.#paging() !== 'none'
  }

  get failure(): InteractionError | undefined {
    return this.#isServer.read() ? this.#rows.answer.read().error : undefined
  }

  get isServer(): boolean {
    return this.#isServer.read()
  }

  async start(): Promise<void> {
    this.#context.graph.change(() => this.#readAddress())
    await Promise.all([this.#rows.start(), this.#readTotals()])
  }

  async refresh(): Promise<void> {
    if (!this.#isServer.read()) return
    await Promise.all([this.#rows.refresh(), this.#readTotals(), this.#refreshSelected()])
  }

  /// Reads what it shows again, from wherever that comes.
  async readAgain(): Promise<void> {
    if (this.#isServer.read()) await this.refresh()
    else if (this.query) await this.#context.refreshQuery(this.query.apiName)
  }

  dispose(): void {
    this.#rows.dispose()
    this.#totals.dispose()
    this.edits.dispose()
    this.layout.dispose()
    for (const stop of this.#stops) stop()
  }

  /// Reads the next block of an endless table.
  loadMore(): void {
    const { status, records, totalSize } = this.#rows.answer.read()
    const isAll = totalSize !== undefined && records.length >= totalSize
    if (this.#isServer.read() && status === 'ready' && !isAll) this.#blocks.set(this.#blocks.read() + 1)
  }

  /// Selects every row that matches, also of pages that were not read, up to Max Row Selection.
  async selectAllMatching(): Promise<void> {
    const limit = this.#limit() ?? MOST_SELECTED
    const query = this.#tableQuery.read()
    if (!this.#isServer.read() || !query) {
      const ids = this.#matching.read().flatMap(({ id }) => id ?? [])
      return this.select(ids.slice(0, limit))
    }
    this.#isSelectingAll.set(true)
    try {
      const total = this.#rows.answer.read().totalSize ?? MOST_RECORDS + 1
      const soql = Math.min(total, limit) <= MOST_RECORDS ? query.rows(limit, 0) : query.ids(limit)
      const { records } = await readRows(this.#context, soql, this.#objectName() ?? '', new Cancellation())
      if (Math.min(total, limit) <= MOST_RECORDS) this.#learn(records)
      this.select(records.flatMap(({ id }) => id ?? []))
    } catch (cause) {
      if (!(cause instanceof InteractionFailure)) throw cause
      const { message } = cause.error
      const { host } = this.#context
      host.showToast({ title: textsOf(host).nothingSelected, message, variant: 'error', mode: 'dismissible' })
    } finally {
      this.#isSelectingAll.set(false)
    }
  }

  /// Sets several state attributes as one change, which is one request.
  set(values: Readonly<Record<string, Resolved>>): void {
    this.#context.graph.change(() => {
      for (const [name, value] of Object.entries(values)) this.#context.setAttribute(name, value)
    })
  }

  select(ids: readonly string[]): void {
    this.#context.setAttribute('SelectedRowsKeyValue', [...ids])
    void this.#context.trigger('rowSelection')
  }

  /// All matching or all selected records, in parts, as an export wants them.
  async *recordsFor(
    scope: 'matching' | 'selected',
    cancellation: Cancellation,
  ): AsyncGenerator<{ readonly records: readonly RecordValue[]; readonly total: number }> {
    if (scope === 'selected') {
      const selected = await this.#completed(this.selected.read(), cancellation)
      yield { records: selected, total: selected.length }
      return
    }
    const query = this.#tableQuery.read()
    if (!this.#isServer.read() || !query) {
      const records = this.#matching.read()
      yield { records, total: records.length }
      return
    }
    const total = this.#rows.answer.read().totalSize ?? 0
    for (let offset = 0; !cancellation.isCancelled; offset += EXPORT_PAGE) {
      const page = await readRows(
        this.#context,
        query.rows(EXPORT_PAGE, offset),
        this.#objectName() ?? '',
        cancellation,
      )
      yield { records: page.records, total: Math.max(total, offset + page.records.length) }
      if (page.records.length < EXPORT_PAGE) return
    }
  }

  isTrueOf(formula: string, row: RecordValue): boolean {
    return formula !== '' && this.#context.isTrueOf(formula, row)
  }

  /// What a cell holds: what was typed, else what is saved.
  cellValue(row: RecordValue, column: DataTableColumn): Value {
    const typed = this.edits.typedValue(this.state.read().drafts.get(row.id ?? ''), column)
    if (typed !== undefined) return typed
    const name = column.nameField === '' ? null : fieldValue(row, column.nameField)
    return name ?? fieldValue(row, column.fieldName)
  }

  /// Saves what was typed; where the table did it itself, its rows are read again.
  async save(): Promise<ChainOutcome> {
    const { outcome, hasSaved } = await this.edits.save()
    if (hasSaved) await this.readAgain()
    return outcome
  }

  /// What the server says of the field that an edit of [column] changes; undefined where it says nothing.
  fieldOf(
    column: DataTableColumn,
  ): { readonly object: ObjectDescription; readonly field: FieldDescription } | undefined {
    const object = this.#context.objects(this.#objectName() ?? '')
    const field = object && fieldNamed(object, column.editField)
    return object && field && { object, field }
  }

  get host(): ComponentHost {
    return this.#context.host
  }

  #watch(): void {
    const { graph } = this.#context
    const watch = (cell: DerivedCell<unknown>, changed: () => void): void =>
      void this.#stops.push(graph.watch(cell, changed))
    // Another question begins at its first page.
    watch(
      graph.derived<string>('', () => this.#tableQuery.read()?.rows(1, 0) ?? ''),
      () => this.#blocks.set(1),
    )
    watch(
      graph.derived<string>('', () => this.#totalsText()),
      () => void this.#readTotals(),
    )
    watch(
      graph.derived<unknown>(null, () => (this.#isServer.read() ? this.#rows.answer.read().records : null)),
      () => this.#learn(this.#rows.answer.read().records),
    )
    // The page that is shown may be gone after a refresh.
    watch(
      graph.derived<number>(1, () => this.#lastPage()),
      () => {
        if (this.#page() > this.#lastPage()) this.#context.setAttribute('PageNumber', this.#lastPage())
      },
    )
    if (this.#attribute('urlState') === true)
      watch(
        graph.derived<string>('', () => this.#addressText()),
        () => this.#context.host.address?.write(this.#name(), this.#addressText() || undefined),
      )
  }

  #attribute(name: string): Resolved {
    return this.#context.attribute(name)
  }

  #text(name: string): string {
    const value = this.#attribute(name)
    return typeof value === 'string' ? value : ''
  }

  #raw(name: string): unknown {
    const attributes = this.#context.component.attributes ?? {}
    const spelled = Object.keys(attributes).find(key => key.toLowerCase() === name.toLowerCase())
    return spelled === undefined ? undefined : attributes[spelled]
  }

  #objectName(): string | undefined {
    return this.query?.objectApiName ?? recordsIn(this.#attribute('records'))[0]?.objectName
  }

  #paging(): Paging {
    const paging = this.#attribute('paging')
    return paging === 'pages' || paging === 'endless' ? paging : 'none'
  }

  #pageSize(): number {
    const chosen = this.#attribute('RowsPerPage')
    const size = typeof chosen === 'number' ? chosen : this.#attribute('pageSize')
    return typeof size === 'number' && size >= 1 ? Math.min(2000, Math.floor(size)) : 50
  }

  #page(): number {
    const page = this.#attribute('PageNumber')
    return this.#paging() === 'pages' && typeof page === 'number' && page >= 1 ? Math.floor(page) : 1
  }

  /// Infinity until it is known.
  #lastPage(): number {
    if (!this.#isServer.read()) return Infinity
    const { totalSize = Infinity } = this.#rows.answer.read()
    return Math.max(1, Math.ceil(totalSize / this.#pageSize()))
  }

  #limit(): number | undefined {
    const max = this.#attribute('maxRowSelection')
    return typeof max === 'number' && max >= 1 ? Math.floor(max) : undefined
  }

  /// Groups stand together, so the rows are sorted by them first.
  #order(): readonly DataTableSort[] {
    const sorts = this.#sorts.read()
    const groups = this.#groupedBy
      .read()
      .map(
        (fieldName): DataTableSort =>
          sorts.find(sort => sort.fieldName === fieldName) ?? { fieldName, direction: 'asc' },
      )
    return [...groups, ...sorts.filter(({ fieldName }) => !groups.some(group => group.fieldName === fieldName))]
  }

  #readsFromServer(): boolean {
    const { query } = this
    const mode = this.#attribute('dataMode')
    // Which records a limit leaves depends on the query's own sort; another one must not change them.
    const isWhole =
      query && query.limit === undefined && query.offset === undefined && !query.aggregates && !query.children
    if (!isWhole || mode === 'client') return false
    if (mode === 'server' || this.#paging() !== 'none') return true
    // Where not all that match are in the page, only the server can sort and find among all.
    const state = this.#context.queryState()
    const isPart = state?.status !== 'loading' && (state?.totalSize ?? 0) > (state?.records.length ?? 0)
    return isPart && (this.#condition.read() !== undefined || this.#order().length > 0)
  }

  #rowRequest(): RowRequest | undefined {
    const query = this.#tableQuery.read()
    if (!this.#isServer.read() || !query) return undefined
    const objectName = this.#objectName() ?? ''
    const paging = this.#paging()
    if (paging === 'none') return { query, objectName, limit: EXPORT_PAGE, offset: 0, appends: false }
    const limit = this.#pageSize()
    const blocks = paging === 'endless' ? this.#blocks.read() : this.#page()
    return { query, objectName, limit, offset: (blocks - 1) * limit, appends: paging === 'endless' && blocks > 1 }
  }

  #totalsText(): string {
    const query = this.#tableQuery.read()
    const summaries = summariesOf(this.#declaredColumns.read())
    const groups = this.#groupedBy.read()
    if (!this.#isServer.read() || !query || (summaries.length === 0 && groups.length === 0)) return ''
    return query.aggregates(groups, summaries)
  }

  /// Counts and totals over all that match: one query for all rows, and one for each depth of groups.
  async #readTotals(): Promise<void> {
    const query = this.#tableQuery.read()
    if (this.#totalsText() === '' || !query) return
    const summaries = summariesOf(this.#declaredColumns.read())
    const groups = this.#groupedBy.read()
    await this.#totals.take(async cancellation => {
      const depths = Array.from({ length: groups.length + 1 }, (_, depth) => groups.slice(0, depth))
      const answers = await Promise.all(
        depths.map(fields =>
          readRows(this.#context, query.aggregates(fields, summaries), 'AggregateResult', cancellation),
        ),
      )
      const typeOf = (fieldName: string) =>
        fieldTypeAt(this.#context.objects, this.#objectName() ?? '', fieldName) ?? ANY
      return totalsFromAggregates(
        answers.map(({ records }) => records),
        groups.map(typeOf),
        summaries.map(summary => ({ ...summary, type: typeOf(summary.fieldName) })),
      )
    })
  }

  #selectedRecords(): readonly RecordValue[] {
    const held = textsIn(this.#context.held('SelectedRowsKeyValue'))
    if (held.length === 0) return []
    const ids = new Set(held)
    const isSelected = (row: RecordValue): boolean => row.id !== null && ids.has(row.id)
    if (!this.#isServer.read()) return this.#sorted.read().filter(isSelected).slice(0, this.#limit())
    const shown = this.#rows.answer.read().records.filter(isSelected)
    for (const { id } of shown) ids.delete(id ?? '')
    const known = this.#known.read()
    const others = [...ids].map(id => known.get(id) ?? recordOfId(this.#objectName() ?? '', id))
    return [...shown, ...others].slice(0, this.#limit())
  }

  /// Keeps the selected rows' records when their page is left.
  #learn(records: readonly RecordValue[]): void {
    const selected = new Set(textsIn(this.#context.held('SelectedRowsKeyValue')))
    const before = [...this.#known.read()].filter(([id]) => selected.has(id))
    this.#known.set(new Map([...before, ...records.map(record => [record.id ?? '', record] as const)]))
  }

  /// The selected rows of other pages as they are now; those that are gone are no longer selected.
  async #refreshSelected(): Promise<void> {
    const query = this.#tableQuery.read()
    const shown = new Set(this.#rows.answer.read().records.map(({ id }) => id))
    const away = textsIn(this.#context.held('SelectedRowsKeyValue')).filter(id => !shown.has(id))
    if (!query || away.length === 0 || away.length > IDS_AT_ONCE) return
    const read = readRows(this.#context, query.byId(away), this.#objectName() ?? '', new Cancellation())
    // The rows' own request tells of the failure.
    const answer = await read.catch(() => undefined)
    if (!answer) return
    const { records } = answer
    this.#learn([...this.#known.read().values(), ...records])
    const there = new Set(records.map(({ id }) => id))
    const gone = new Set(away.filter(id => !there.has(id)))
    if (gone.size === 0) return
    const left = textsIn(this.#context.held('SelectedRowsKeyValue')).filter(id => !gone.has(id))
    this.#context.setAttribute('SelectedRowsKeyValue', left)
  }

  /// The records with their fields, where only Ids are known.
  async #completed(records: readonly RecordValue[], cancellation: Cancellation): Promise<readonly RecordValue[]> {
    const query = this.#tableQuery.read()
    const bare = records.flatMap(record => (record.shape.names.length > 1 ? [] : (record.id ?? [])))
    if (!query || bare.length === 0) return records
    const read = new Map<string | null, RecordValue>()
    for (let at = 0; at < bare.length; at += IDS_AT_ONCE) {
      const soql = query.byId(bare.slice(at, at + IDS_AT_ONCE))
      const part = await readRows(this.#context, soql, this.#objectName() ?? '', cancellation)
      for (const record of part.records) read.set(record.id, record)
    }
    return records.map(record => read.get(record.id) ?? record)
  }

  #stateNow(): TableState {
    const isServer = this.#isServer.read()
    const paging = this.#paging()
    const pageSize = this.#pageSize()
    const groupedBy = this.#groupedBy.read()
    const collapsed = new Set(textsIn(this.#attribute('CollapsedGroups')))
    const selected = this.selected.read()
    const source = isServer ? this.#fromServer() : this.#fromPage(paging, pageSize)
    return {
      ...source,
      columns: this.#shownColumns.read(),
      allColumns: this.#columns.read(),
      layout: this.layout.read(),
      lines: groupedBy.length > 0 ? tableLines(source.rows, groupedBy, collapsed, source.totals) : undefined,
      sorts: this.#sorts.read(),
      searchText: this.#text('SearchText'),
      filters: this.#filters.read(),
      paging,
      pageSize,
      groupedBy,
      selectedIds: this.#selectedIds(selected),
      headerActions: this.#headerActions.read(),
      rowActions: this.#rowActions.read(),
      ...this.edits.read(),
      isSelectingAll: this.#isSelectingAll.read(),
    }
  }

  #fromServer() {
    const { status, records, totalSize, error } = this.#rows.answer.read()
    return {
      status,
      error,
      rows: records,
      totalSize,
      readSize: records.length,
      page: this.#page(),
      hasMore: this.#paging() === 'endless' && (totalSize === undefined || records.length < totalSize),
      totals: this.#totals.cell.read(),
    }
  }

  #fromPage(paging: Paging, pageSize: number) {
    const query = this.#context.queryState()
    const matching = this.#matching.read()
    const last = Math.max(1, Math.ceil(matching.length / pageSize))
    const page = Math.min(this.#page(), last)
    const isPaged = paging === 'pages'
    const all = recordsIn(this.#attribute('records'))
    const more = this.#condition.read() ? 0 : Math.max(0, (query?.totalSize ?? 0) - all.length)
    const summaries = summariesOf(this.#declaredColumns.read())
    const groupedBy = this.#groupedBy.read()
    const hasTotals = summaries.length > 0 || groupedBy.length > 0
    return {
      status: query?.status ?? ('ready' as const),
      error: query?.error,
      rows: isPaged ? matching.slice((page - 1) * pageSize, page * pageSize) : matching,
      totalSize: matching.length + more,
      readSize: matching.length,
      page,
      hasMore: false,
      totals: hasTotals ? totalsOf(matching, groupedBy, summaries) : NO_TOTALS,
    }
  }

  #lastIds: { readonly of: readonly RecordValue[]; readonly ids: ReadonlySet<string> } | undefined

  #selectedIds(selected: readonly RecordValue[]): ReadonlySet<string> {
    if (this.#lastIds?.of !== selected)
      this.#lastIds = { of: selected, ids: new Set(selected.flatMap(({ id }) => id ?? [])) }
    return this.#lastIds.ids
  }

  #actions(name: string): readonly DataTableAction[] {
    return readActions(this.#attribute(name), this.#raw(name))
  }

  #headerActionsNow(): readonly DataTableAction[] {
    const selected = this.selected.read().length
    return this.#actions('headerActions').map(action =>
      action.needsSelection
        ? {
            ...action,
            label: selected > 0 ? `${action.label} (${selected})` : action.label,
            disabled: action.disabled || selected === 0,
          }
        : action,
    )
  }

  #name(): string {
    return `${this.#context.definitionApiName}.${this.#context.component.apiName}`
  }

  #addressText(): string {
    const chosen = this.#attribute('SortedColumns')
    return addressText({
      sorts: chosen === null ? [] : readSorts(chosen),
      search: this.#text('SearchText'),
      page: this.#page(),
      filters: this.#filters.read(),
    })
  }

  #readAddress(): void {
    const { host } = this.#context
    const text = this.#attribute('urlState') === true ? host.address?.read(this.#name()) : undefined
    if (text === undefined) return
    const { sorts, search, page, filters } = readAddressText(text, this.#declaredColumns.read())
    if (sorts.length > 0)
      this.#context.setAttribute(
        'SortedColumns',
        sorts.map(sort => ({ ...sort })),
      )
    if (search !== '') this.#context.setAttribute('SearchText', search)
    if (filters.length > 0)
      this.#context.setAttribute(
        'Filters',
        filters.map(filter => ({ ...filter })),
      )
    if (page > 1) this.#context.setAttribute('PageNumber', page)
  }
}

const NO_TOTALS: Totals = new Map()

const NOTHING: TableState = {
  status: 'loading',
  error: undefined,
  columns: [],
  allColumns: [],
  layout: {},
  rows: [],
  lines: undefined,
  totalSize: undefined,
  readSize: 0,
  hasMore: false,
  sorts: [],
  searchText: '',
  filters: [],
  paging: 'none',
  page: 1,
  pageSize: 50,
  groupedBy: [],
  totals: NO_TOTALS,
  selectedIds: new Set(),
  headerActions: [],
  rowActions: [],
  drafts: new Map(),
  cellErrors: [],
  canUndo: false,
  canRedo: false,
  isSelectingAll: false,
}

const NO_RECORDS: readonly RecordValue[] = []

// What is made of a list is kept with it, so that an unchanged list gives the same records.
const madeRecords = new WeakMap<object, readonly RecordValue[]>()

/// The rows of a data source: records, or JSON objects such as a flow's Apex-defined output.
function recordsIn(value: Resolved): readonly RecordValue[] {
  if (!Array.isArray(value) || value.length === 0) return NO_RECORDS
  if (value.every(item => item instanceof RecordValue)) return value
  let records = madeRecords.get(value)
  if (!records) {
    records = value.flatMap((item, position) => (item instanceof ApexValue ? recordOfJson(item, position) : []))
    madeRecords.set(value, records)
  }
  return records
}

/// Selection needs an Id; a JSON object without one is known by its place.
function recordOfJson({ fields }: ApexValue, position: number): RecordValue {
  const record = new RecordValue('')
  for (const [name, field] of fields) record.put(name, field)
  const id = fields.get('Id') ?? fields.get('id')
  record.put('Id', typeof id === 'string' ? id : String(position + 1))
  return record
}

function recordOfId(objectName: string, id: string): RecordValue {
  const record = new RecordValue(objectName)
  record.put('Id', id)
  return record
}
