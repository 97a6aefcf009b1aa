import { equalValues, type RecordValue, toJson, type Value } from '@millrace/values'
import type { DerivedCell, SourceCell } from '../../cells.ts'
import type { ChainOutcome } from '../../componentState.ts'
import type { ComponentContext } from '../../componentWork.ts'
import { Cancellation } from '../../host.ts'
import { saveRecords } from '../../interactions/recordRequests.ts'
import { fieldValue } from '../../recordFields.ts'
import { InteractionFailure } from '../../restApi.ts'
import { isFieldPath } from '../../soql.ts'
import type { DataTableColumn } from './columns.ts'
import {
  type CellError,
  cellErrorSettings,
  changedFields,
  readCellErrors,
  readDrafts,
  rowErrors,
  withDraft,
} from './draftValues.ts'
import { readRows } from './serverRows.ts'

/// What was typed, as a screen shows it.
export interface EditState {
  /// By the rows' Ids.
  readonly drafts: ReadonlyMap<string, RecordValue>
  readonly cellErrors: readonly CellError[]
  readonly canUndo: boolean
  readonly canRedo: boolean
}

interface History {
  readonly past: readonly (readonly RecordValue[])[]
  readonly future: readonly (readonly RecordValue[])[]
}

const NO_HISTORY: History = { past: [], future: [] }

/// The edits of one table: they stand in its `DraftValues` until somebody saves them or gives them up.
export class InlineEdits {
  readonly #context: ComponentContext
  readonly #history: SourceCell<History>
  readonly #names: SourceCell<ReadonlyMap<string, string>>
  readonly #draftsById: DerivedCell<ReadonlyMap<string, RecordValue>>
  readonly #unwatch: () => void
  #isOwnChange = false

  constructor(context: ComponentContext) {
    this.#context = context
    const { graph } = context
    this.#history = graph.source(NO_HISTORY)
    this.#names = graph.source<ReadonlyMap<string, string>>(new Map())
    this.#draftsById = graph.derived<ReadonlyMap<string, RecordValue>>(
      new Map(),
      () => new Map(this.#drafts().map(draft => [draft.id ?? '', draft])),
    )
    // Who saved has set what is left; what could be undone is done.
    this.#unwatch = graph.watch(
      graph.derived<unknown>(null, () => context.attribute('DraftValues')),
      () => {
        if (!this.#isOwnChange) this.#history.set(NO_HISTORY)
      },
    )
  }

  read(): EditState {
    const { past, future } = this.#history.read()
    // A chosen record's name may still be on its way.
    this.#names.read()
    return {
      drafts: this.#draftsById.read(),
      cellErrors: this.#errors(),
      canUndo: past.length > 0,
      canRedo: future.length > 0,
    }
  }

  dispose(): void {
    this.#unwatch()
  }

  /// What the [draft] of a row says that a cell holds; undefined where the cell was not changed.
  typedValue(draft: RecordValue | undefined, column: DataTableColumn): Value | undefined {
    if (!draft?.has(column.editField)) return undefined
    const typed = draft.get(column.editField)
    if (column.type !== 'lookup') return typed
    return typeof typed === 'string' ? (this.#names.read().get(typed) ?? typed) : null
  }

  /// Types a value into the cells of a column, of one row or of several.
  edit(rows: readonly RecordValue[], column: DataTableColumn, value: Value): void {
    const { editField } = column
    const { timeZone } = this.#context.host
    const before = this.#drafts()
    let drafts: readonly RecordValue[] = before
    for (const row of rows) {
      const saved = fieldValue(row, editField)
      const isUnchanged = saved === value || (typeof saved !== 'string' && equalValues(saved, value, timeZone))
      drafts = withDraft(drafts, row, editField, value, isUnchanged)
    }
    this.#change(drafts, { past: [...this.#history.read().past, before], future: [] })
    if (column.type === 'lookup' && typeof value === 'string') void this.#learnName(column, value)
    this.#forgetErrors(new Set(rows.map(({ id }) => id)), editField)
    for (const row of rows) void this.#context.trigger('cellChange', { row, detail: { fieldName: editField, value } })
  }

  undo(): void {
    const { past, future } = this.#history.read()
    const before = past.at(-1)
    if (before) this.#change(before, { past: past.slice(0, -1), future: [this.#drafts(), ...future] })
  }

  redo(): void {
    const { past, future } = this.#history.read()
    const [after, ...rest] = future
    if (after) this.#change(after, { past: [...past, this.#drafts()], future: rest })
  }

  /// Gives up what was typed.
  cancel(): void {
    this.#change([], NO_HISTORY)
    this.#context.setAttribute('CellErrors', [])
    void this.#context.trigger('cancel')
  }

  /// Runs the interactions of `save`; a table without any saves its rows itself. True when rows were saved that way.
  async save(): Promise<{ readonly outcome: ChainOutcome; readonly hasSaved: boolean }> {
    const outcome = await this.#context.trigger('save')
    const isLeftToTable = (this.#context.component.interactions?.['save'] ?? []).length === 0
    if (!isLeftToTable) return { outcome, hasSaved: false }
    try {
      return await this.#saveRows()
    } catch (cause) {
      if (!(cause instanceof InteractionFailure)) throw cause
      const { message, code } = cause.error
      const errors = this.#drafts().map(({ id }) => ({ recordId: id ?? '', message, code }))
      this.#context.setAttribute('CellErrors', cellErrorSettings(errors))
      return { outcome: { status: 'failed', ran: 0, error: cause.error }, hasSaved: false }
    }
  }

  async #saveRows(): Promise<{ readonly outcome: ChainOutcome; readonly hasSaved: boolean }> {
    const drafts = this.#drafts()
    const records = drafts.map(draft => ({
      attributes: { type: draft.objectName },
      Id: draft.id,
      ...Object.fromEntries(changedFields(draft).map(name => [name, toJson(draft.get(name))])),
    }))
    const outcomes = await saveRecords(this.#context.host, 'PATCH', records, false)
    const failed = drafts.filter((_, i) => !outcomes[i]?.success)
    const errors = drafts.flatMap((draft, i) => rowErrors(draft.id ?? '', outcomes[i]?.errors ?? []))
    this.#context.graph.change(() => {
      this.#context.setAttribute('DraftValues', failed)
      this.#context.setAttribute('CellErrors', cellErrorSettings(errors))
    })
    const status = failed.length === 0 ? 'finished' : 'failed'
    return { outcome: { status, ran: 0 }, hasSaved: failed.length < drafts.length }
  }

  #drafts(): readonly RecordValue[] {
    return readDrafts(this.#context.attribute('DraftValues'))
  }

  #errors(): readonly CellError[] {
    return readCellErrors(this.#context.attribute('CellErrors'))
  }

  #forgetErrors(ids: ReadonlySet<string | null>, editField: string): void {
    const errors = this.#errors()
    const left = errors.filter(({ recordId, fieldName }) => !ids.has(recordId) || fieldName !== editField)
    if (left.length < errors.length) this.#context.setAttribute('CellErrors', cellErrorSettings(left))
  }

  #change(drafts: readonly RecordValue[], history: History): void {
    this.#isOwnChange = true
    try {
      this.#context.setAttribute('DraftValues', [...drafts])
      this.#history.set(history)
    } finally {
      this.#isOwnChange = false
    }
  }

  /// The name of a record that was chosen for a lookup, which the draft holds by Id alone.
  async #learnName({ referenceTo: [objectName = ''] }: DataTableColumn, id: string): Promise<void> {
    if (this.#names.read().has(id) || !isFieldPath(objectName) || !/^\w{15,18}$/.test(id)) return
    const soql = `SELECT Name FROM ${objectName} WHERE Id = '${id}'`
    const none = { records: [] }
    const { records } = await readRows(this.#context, soql, objectName, new Cancellation()).catch(() => none)
    const name = records[0]?.get('Name')
    if (typeof name === 'string') this.#names.set(new Map([...this.#names.read(), [id, name]]))
  }
}
