import { type Flow, parseFlow } from '@millrace/metadata'

interface Step {
  readonly text: string
  /// What was done, for "Undo Delete Get Contacts".
  readonly title: string
}

/// What there is to see of a flow that is being edited.
export interface FlowEditingState {
  readonly text: string
  /// The text read; of a text that is no XML the last that was.
  readonly flow: Flow
  /// Titles of what can be undone and done again; null when there is nothing.
  readonly undoTitle: string | null
  readonly redoTitle: string | null
  /// How often it has changed.
  readonly revision: number
}

/// A flow file that is being edited: its text, and what was done to it. Every change is another text, so undoing and
/// saving are exact.
export class FlowEditing {
  readonly apiName: string
  readonly #past: Step[] = []
  readonly #future: Step[] = []
  readonly #listeners = new Set<() => void>()
  #mergeKey: string | null = null
  #state: FlowEditingState

  constructor(apiName: string, flow: Flow) {
    this.apiName = apiName
    this.#state = { text: flow.source, flow, undoTitle: null, redoTitle: null, revision: 0 }
  }

  /// The same object until something changes.
  get state(): FlowEditingState {
    return this.#state
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /// Makes [edit] of the flow. Changes one after the other with one [mergeKey] are undone together.
  apply(title: string, edit: (flow: Flow) => string, mergeKey: string | null = null): void {
    const { text, flow } = this.#state
    const next = edit(flow)
    if (next === text) return
    if (mergeKey === null || mergeKey !== this.#mergeKey) this.#past.push({ text, title })
    this.#future.length = 0
    this.#mergeKey = mergeKey
    this.#show(next)
  }

  undo(): void {
    this.#step(this.#past, this.#future)
  }

  redo(): void {
    this.#step(this.#future, this.#past)
  }

  /// Another text in place of this one, such as another version; can be undone.
  replace(title: string, text: string): void {
    if (this.#read(text)) this.apply(title, () => text)
  }

  #step(from: Step[], to: Step[]): void {
    const step = from.pop()
    if (!step) return
    to.push({ text: this.#state.text, title: step.title })
    this.#mergeKey = null
    this.#show(step.text)
  }

  #show(text: string): void {
    this.#state = {
      text,
      flow: this.#read(text) ?? this.#state.flow,
      undoTitle: this.#past.at(-1)?.title ?? null,
      redoTitle: this.#future.at(-1)?.title ?? null,
      revision: this.#state.revision + 1,
    }
    for (const listener of this.#listeners) listener()
  }

  #read(text: string): Flow | null {
    return parseFlow(text, fileOf(this.apiName)).flow
  }
}

const fileOf = (apiName: string): string => `${apiName}.flow-meta.xml`

/// A flow's text opened for editing; of a text that is no flow, why not.
export function openFlowText(apiName: string, text: string): FlowEditing | { readonly problem: string } {
  const { flow, diagnostics } = parseFlow(text, fileOf(apiName))
  return flow ? new FlowEditing(apiName, flow) : { problem: diagnostics[0]?.message ?? 'The file is empty.' }
}
