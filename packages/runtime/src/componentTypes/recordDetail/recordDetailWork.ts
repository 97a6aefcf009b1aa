import { equalValues, RecordValue, type Value } from '@millrace/values'
import type { DerivedCell, SourceCell } from '../../cells.ts'
import type { InteractionError, Resolved } from '../../componentState.ts'
import type { ComponentContext, ComponentWork } from '../../componentWork.ts'
import { type FieldDescription, fieldNamed, type ObjectDescription } from '../../objectDescription.ts'
import { picklistChoices } from '../../picklists.ts'
import { fieldValue } from '../../recordFields.ts'
import { describedObject, insertRecord, nameFieldOf, recordWithId, updateRecord } from '../../componentRequests.ts'
import { asValue, isSettings } from '../../resolved.ts'
import { typedValue } from '../../resourceTypes.ts'
import { InteractionFailure } from '../../restApi.ts'
import { inputMessages, type ReadKind } from '../inputMessages.ts'
import { ofRecordType, type PageLayout, pageLayout, type RecordTypeOf } from './pageLayout.ts'
import { type DetailField, type DetailSection, type Layout, sectionsOf } from './sections.ts'

/// Everything that a Record Detail's screen shows now.
export interface RecordDetailState {
  /// `blank`: no record is chosen. `missing`: there is none of that Id, or the user may not see it.
  readonly status: 'loading' | 'ready' | 'blank' | 'missing' | 'error'
  readonly error?: InteractionError
  readonly object?: ObjectDescription
  /// Absent while a new one is being made.
  readonly record?: RecordValue
  readonly isEditing: boolean
  readonly isSaving: boolean
  /// What was typed and is not saved, by field.
  readonly changes: ReadonlyMap<string, Value>
  /// What is wrong with a field, by its name.
  readonly problems: ReadonlyMap<string, string>
  /// Why it was not saved, where that is about no field in sight.
  readonly failure?: string
}

const NOTHING: RecordDetailState = {
  status: 'blank',
  isEditing: false,
  isSaving: false,
  changes: new Map(),
  problems: new Map(),
}

/// One Record Detail at work.
export const open = (context: ComponentContext): RecordDetailWork => new RecordDetailWork(context)

/// One Record Detail at work: reads its record, holds what is typed, checks and saves it.
export class RecordDetailWork implements ComponentWork {
  readonly type = 'RecordDetail'
  readonly query = undefined
  readonly readsItself = true
  readonly state: SourceCell<RecordDetailState>
  readonly #context: ComponentContext
  readonly #subject: DerivedCell<string>
  readonly #unreadable = new Map<string, string>()
  #stop: (() => void) | undefined
  #reading = 0
  #pageLayout: PageLayout | undefined

  constructor(context: ComponentContext) {
    this.#context = context
    this.state = context.graph.source<RecordDetailState>(NOTHING)
    this.#subject = context.graph.derived('', () =>
      JSON.stringify([this.#objectName(), this.#recordId(), this.#mode()]),
    )
  }

  async start(): Promise<void> {
    this.#stop ??= this.#context.graph.watch(this.#subject, () => void this.#open())
    await this.#open()
  }

  async refresh(): Promise<void> {
    await this.#read()
  }

  get failure(): InteractionError | undefined {
    return this.state.read().error
  }

  dispose(): void {
    this.#reading++
    this.#stop?.()
  }

  /// What to show, in order; empty until the object is known.
  get sections(): readonly DetailSection[] {
    const { object, isEditing } = this.state.read()
    return object ? sectionsOf(object, this.#layout(), isEditing ? (this.#isNew ? 'create' : 'edit') : 'no') : []
  }

  /// Whether the user may edit the record here.
  get canEdit(): boolean {
    const { object, status } = this.state.read()
    return status === 'ready' && this.#mode() !== 'readOnly' && object?.isUpdateable !== false
  }

  /// What [field] holds: what was typed, else what the record has.
  valueOf(field: string): Value {
    const { changes, record } = this.state.read()
    return changes.has(field) ? changes.get(field)! : record ? fieldValue(record, field) : null
  }

  edit(): void {
    if (!this.canEdit) return
    this.#change({ isEditing: true })
    void this.#context.trigger('edit')
  }

  /// Holds what was typed. A dependent picklist whose value no longer goes with it becomes blank.
  change(field: string, value: Value): void {
    const { object, changes, problems, record } = this.state.read()
    const next = new Map(changes)
    const hold = (name: string, held: Value) => {
      if (isSame(record ? fieldValue(record, name) : null, held)) next.delete(name)
      else next.set(name, held)
    }
    hold(field, value)
    for (const dependent of dependentsOf(object, field)) {
      const now = next.has(dependent.name) ? next.get(dependent.name)! : this.valueOf(dependent.name)
      const controlling = typeof value === 'boolean' || typeof value === 'string' ? value : null
      const offered = picklistChoices(object!, dependent, controlling).map(choice => choice.value)
      if (typeof now === 'string' && now.split(';').some(one => !offered.includes(one))) hold(dependent.name, null)
    }
    this.#change({ changes: next, problems: without(problems, field) })
  }

  /// What was typed is no value of the field; null when it is one again.
  holdUnreadable(field: string, text: string | null): void {
    if (text === null) this.#unreadable.delete(field)
    else this.#unreadable.set(field, text)
  }

  /// What was typed into [field] and is no value of it.
  unreadableOf(field: string): string | undefined {
    return this.#unreadable.get(field)
  }

  /// The field was left: says what is wrong with it.
  leave(field: string): void {
    const detail = this.#fields().find(({ description }) => description.name === field)
    const problem = detail && this.#problemOf(detail)
    // What the server said of the field stays until it is changed.
    if (problem) this.#change({ problems: new Map(this.state.read().problems).set(field, problem) })
  }

  cancel(): void {
    this.#unreadable.clear()
    const mode = this.#mode()
    this.#change({
      isEditing: mode === 'edit' || mode === 'create',
      changes: mode === 'create' ? this.#defaults() : new Map(),
      problems: new Map(),
      failure: undefined,
    })
    void this.#context.trigger('cancelled')
  }

  /// Saves what was typed. False when something is wrong with it, which the state then says.
  async save(): Promise<boolean> {
    const { object, record, changes, isSaving } = this.state.read()
    if (!object || isSaving) return false
    const wrong = this.#fields().flatMap(field => {
      const problem = this.#problemOf(field)
      return problem ? [[field.description.name, problem] as const] : []
    })
    this.#change({ problems: new Map(wrong), failure: undefined })
    if (wrong.length > 0) return false
    this.#change({ isSaving: true })
    try {
      const id = await this.#send(object, record, changes)
      await this.#saved(object, id, !record)
      return true
    } catch (cause) {
      if (!(cause instanceof InteractionFailure)) throw cause
      this.#fail(cause.error)
      return false
    }
  }

  async #send(
    object: ObjectDescription,
    record: RecordValue | undefined,
    changes: ReadonlyMap<string, Value>,
  ): Promise<string> {
    if (!record?.id) return insertRecord(this.#context.host, object.name, changes)
    if (changes.size > 0) await updateRecord(this.#context.host, object.name, record.id, changes)
    return record.id
  }

  async #saved(object: ObjectDescription, id: string, isNew: boolean): Promise<void> {
    const record = await this.#recordWith(object, id).catch(() => undefined)
    const isCreating = this.#mode() === 'create'
    this.#change({
      isSaving: false,
      isEditing: isCreating,
      // The next new record begins where this one began.
      changes: isCreating ? this.#defaults() : new Map(),
      ...(record && !isCreating ? { record } : {}),
    })
    const detail = { recordId: id, record: record ?? RecordValue.from(object.name, { Id: id }), isNew }
    await this.#context.trigger('saved', { detail })
  }

  #fail(error: InteractionError): void {
    const shown = new Set(this.#fields().map(({ description }) => description.name))
    const fields = (error.fields ?? []).filter(name => shown.has(name))
    this.#change({
      isSaving: false,
      problems: new Map(fields.map(name => [name, error.message])),
      failure: fields.length > 0 ? undefined : error.message,
    })
    void this.#context.trigger('saveFailed', { detail: { message: error.message } })
  }

  #problemOf({ description, isEditable, isRequired }: DetailField): string | undefined {
    if (!isEditable) return undefined
    const unreadable = this.#unreadable.get(description.name)
    const messages = inputMessages(this.#context.host.locale)
    if (unreadable !== undefined) return messages.notRead(unreadable, READ_KINDS[description.type.kind] ?? 'number')
    const value = this.valueOf(description.name)
    const isBlank = value === null || (typeof value === 'string' && value.trim() === '')
    return isRequired && isBlank ? messages.valueMissing : undefined
  }

  #fields(): DetailField[] {
    return this.sections.flatMap(section => section.fields)
  }

  /// Another record or object: what was typed for the one before is gone.
  async #open(): Promise<void> {
    this.#unreadable.clear()
    const objectName = this.#objectName()
    if (objectName === '' || (!this.#isNew && this.#recordId() === '')) return this.state.set(NOTHING)
    this.state.set({ ...NOTHING, status: 'loading' })
    await this.#read()
  }

  async #read(): Promise<void> {
    const reading = ++this.#reading
    const { host } = this.#context
    const object = await describedObject(host, this.#objectName())
    if (reading !== this.#reading) return
    if (!object)
      return this.#change({
        status: 'error',
        error: { code: 'NOT_FOUND', message: `There is no object "${this.#objectName()}", or you may not see it.` },
      })
    if (this.#isNew) {
      const changes = this.#defaults(object)
      const id = changes.get(RECORD_TYPE)
      const type = typeof id === 'string' ? { id } : undefined
      await this.#readPageLayout(object, type)
      const typed = await this.#ofType(object, id)
      if (reading !== this.#reading) return
      return this.#change({ status: 'ready', object: typed, isEditing: true, record: undefined, changes })
    }
    try {
      if (this.#wantsPageLayout) await this.#readPageLayout(object, await this.#recordType(object))
      const record = await this.#recordWith(object, this.#recordId())
      const typed = await this.#ofType(object, record && fieldValue(record, RECORD_TYPE))
      if (reading !== this.#reading) return
      const isEditing = this.state.read().isEditing || this.#mode() === 'edit'
      this.#change({ status: record ? 'ready' : 'missing', object: typed, record, error: undefined, isEditing })
    } catch (cause) {
      if (!(cause instanceof InteractionFailure)) throw cause
      if (reading === this.#reading) this.#change({ status: 'error', object, error: cause.error })
    }
  }

  get #wantsPageLayout(): boolean {
    const { attribute } = this.#context
    const isGiven = (name: string) => settingsListLength(attribute(name)) > 0
    return attribute('usePageLayout') === true && !isGiven('fields') && !isGiven('sections')
  }

  async #readPageLayout(object: ObjectDescription, type: RecordTypeOf | undefined): Promise<void> {
    if (this.#wantsPageLayout) this.#pageLayout = await pageLayout(this.#context.host, object.name, type)
  }

  /// The record type of the record, which decides on its page layout.
  async #recordType(object: ObjectDescription): Promise<RecordTypeOf | undefined> {
    if (!fieldNamed(object, RECORD_TYPE)) return undefined
    const names = [RECORD_TYPE, 'RecordType.DeveloperName']
    const record = await recordWithId(this.#context.host, object.name, this.#recordId(), names)
    const [id, name] = names.map(path => record && fieldValue(record, path))
    if (typeof id !== 'string') return undefined
    return { id, ...(typeof name === 'string' ? { name } : {}) }
  }

  /// The object with the picklist values of a record type.
  async #ofType(object: ObjectDescription, recordTypeId: Value | undefined): Promise<ObjectDescription> {
    return typeof recordTypeId === 'string' ? ofRecordType(this.#context.host, object, recordTypeId) : object
  }

  async #recordWith(object: ObjectDescription, id: string): Promise<RecordValue | undefined> {
    const layout = this.#layout()
    const shown = [...sectionsOf(object, layout, 'no'), ...sectionsOf(object, layout, 'edit')]
    const fields = new Map(
      shown.flatMap(section => section.fields.map(({ description }) => [description.name, description] as const)),
    )
    // A dependent picklist needs its controlling field, also where that is not shown.
    for (const { controllerName } of Array.from(fields.values())) {
      const controller = controllerName && fieldNamed(object, controllerName)
      if (controller) fields.set(controller.name, controller)
    }
    const names = await Promise.all([...fields.values()].map(field => this.#columnsOf(field)))
    const hasPicklists = [...fields.values()].some(({ picklistValues }) => picklistValues !== undefined)
    const type = hasPicklists && fieldNamed(object, RECORD_TYPE) ? [RECORD_TYPE] : []
    return recordWithId(this.#context.host, object.name, id, [...new Set([...names.flat(), ...type])])
  }

  /// The field, and of a lookup the name of the record it points to.
  async #columnsOf({ name, relationshipName, referenceTo = [], restType }: FieldDescription): Promise<string[]> {
    if (restType !== 'reference' || !relationshipName) return [name]
    const nameField = referenceTo.length === 1 ? await nameFieldOf(this.#context.host, referenceTo[0]!) : 'Name'
    return [name, `${relationshipName}.${nameField}`]
  }

  #defaults(object: ObjectDescription | undefined = this.state.read().object): ReadonlyMap<string, Value> {
    const given = this.#context.attribute('defaultValues')
    const fields = isSettings(given) && object ? Object.entries(given) : []
    return new Map(
      fields.flatMap(([name, item]) => {
        const field = fieldNamed(object!, name)
        const value = field && typedValue(asValue(item), field.type)
        return field && value !== undefined && value !== null ? [[field.name, value] as const] : []
      }),
    )
  }

  #layout(): Layout {
    const { attribute } = this.#context
    const stated = this.#wantsPageLayout ? this.#pageLayout : undefined
    const also = (name: string, more: readonly string[] = []): Resolved => {
      const own = attribute(name)
      return [...(Array.isArray(own) ? (own as readonly Resolved[]) : []), ...more]
    }
    return {
      fields: attribute('fields'),
      sections: stated ? stated.sections.map(section => ({ ...section })) : attribute('sections'),
      columns: attribute('columns'),
      requiredFields: also('requiredFields', stated?.required),
      readOnlyFields: also('readOnlyFields', stated?.readOnly),
    }
  }

  #change(changed: { [Key in keyof RecordDetailState]?: RecordDetailState[Key] | undefined }): void {
    this.state.set({ ...this.state.read(), ...changed } as RecordDetailState)
  }

  get #isNew(): boolean {
    return this.#mode() === 'create'
  }

  #mode(): string {
    return textOf(this.#context.attribute('mode'))
  }

  #objectName(): string {
    return textOf(this.#context.attribute('objectApiName')) || (this.#context.host.objectApiName ?? '')
  }

  #recordId(): string {
    const { component, host } = this.#context
    const given = textOf(this.#context.attribute('recordId'))
    // A mapped one that is blank means that no record is chosen yet.
    return given || (component.attributes?.['recordId'] === undefined ? (host.recordId ?? '') : '')
  }
}

/// Text as it is written: upper and lower case differ, and no text is as blank as null.
function isSame(a: Value, b: Value): boolean {
  if (typeof a === 'string' || typeof b === 'string') return (a ?? '') === (b ?? '')
  return equalValues(a, b)
}

const RECORD_TYPE = 'RecordTypeId'

const settingsListLength = (value: Resolved): number => (Array.isArray(value) ? value.length : 0)

const textOf = (value: Resolved): string => (typeof value === 'string' ? value : '')

const READ_KINDS: Readonly<Record<string, ReadKind>> = {
  Number: 'number',
  Date: 'date',
  DateTime: 'dateTime',
  Time: 'time',
}

function dependentsOf(object: ObjectDescription | undefined, field: string): FieldDescription[] {
  return object?.fields.filter(({ controllerName }) => controllerName?.toLowerCase() === field.toLowerCase()) ?? []
}

function without(problems: ReadonlyMap<string, string>, field: string): ReadonlyMap<string, string> {
  if (!problems.has(field)) return problems
  const rest = new Map(problems)
  rest.delete(field)
  return rest
}
