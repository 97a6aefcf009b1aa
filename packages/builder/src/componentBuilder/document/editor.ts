import type { DynamicComponent } from '@millrace/metadata'
import { findComponent } from './tree.ts'

/// What a builder has open, at one moment.
export interface Snapshot {
  readonly definition: DynamicComponent
  /// API names of the selected components; the last one is the one whose properties are shown.
  readonly selection: readonly string[]
}

/// One entry of the history: what it did, and how things were before.
interface Step {
  readonly label: string
  readonly before: Snapshot
  /// Typing into one field is one step: steps with the same key follow each other as one.
  readonly key: string | undefined
}

/// A Dynamic Component while it is edited: its definition, what is selected, and the history with a name for each step.
/// Every change is a new definition that shares what did not change.
export class Editor {
  #now: Snapshot
  #past: readonly Step[] = []
  #future: readonly { readonly label: string; readonly after: Snapshot; readonly key: string | undefined }[] = []
  readonly #listeners = new Set<() => void>()

  constructor(definition: DynamicComponent) {
    this.#now = { definition, selection: [] }
  }

  get snapshot(): Snapshot {
    return this.#now
  }

  get definition(): DynamicComponent {
    return this.#now.definition
  }

  /// The names of the steps that can be undone, the last one first.
  get undoable(): readonly string[] {
    return this.#past.map(({ label }) => label).toReversed()
  }

  /// The names of the steps that can be done again, the next one first.
  get redoable(): readonly string[] {
    return this.#future.map(({ label }) => label)
  }

  /// Makes a change that people can undo by the name [label]. Nothing happens when the definition stays as it is.
  change(
    label: string,
    definition: DynamicComponent,
    options: { selection?: readonly string[]; key?: string } = {},
  ): void {
    const { selection = this.#now.selection, key } = options
    if (definition === this.#now.definition) return this.select(selection)
    const last = this.#past.at(-1)
    const goesOn = key !== undefined && last?.key === key
    if (!goesOn) this.#past = [...this.#past, { label, before: this.#now, key }].slice(-MAX_STEPS)
    this.#future = []
    this.#set({ definition, selection: selection.filter(name => findComponent(definition, name)) })
  }

  select(selection: readonly string[]): void {
    if (sameNames(selection, this.#now.selection)) return
    this.#set({ ...this.#now, selection })
  }

  undo(): string | undefined {
    const step = this.#past.at(-1)
    if (!step) return undefined
    this.#past = this.#past.slice(0, -1)
    this.#future = [{ label: step.label, after: this.#now, key: step.key }, ...this.#future]
    this.#set(step.before)
    return step.label
  }

  redo(): string | undefined {
    const [step, ...rest] = this.#future
    if (!step) return undefined
    this.#future = rest
    this.#past = [...this.#past, { label: step.label, before: this.#now, key: step.key }]
    this.#set(step.after)
    return step.label
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #set(snapshot: Snapshot): void {
    this.#now = snapshot
    for (const listener of this.#listeners) listener()
  }
}

const MAX_STEPS = 500

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, i) => name === b[i])
