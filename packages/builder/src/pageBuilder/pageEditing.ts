import { type PageDefinition, type PagePlace, pageDefinition, parseFlexiPage } from '@millrace/metadata'

/// What there is to see of a page that is being edited.
export interface PageEditingState {
  readonly text: string
  readonly page: PageDefinition
  /// What is selected; null for the page itself.
  readonly selection: PagePlace | null
  /// Titles of what can be undone and done again; null when there is nothing.
  readonly undoTitle: string | null
  readonly redoTitle: string | null
}

interface Step {
  readonly title: string
  readonly text: string
  readonly selection: PagePlace | null
}

/// A page file that is being edited: its text, and what was done to it. Every change is another text, so undoing and
/// saving are exact.
export class PageEditing {
  readonly apiName: string
  readonly #past: Step[] = []
  readonly #future: Step[] = []
  readonly #listeners = new Set<() => void>()
  #state: PageEditingState

  constructor(apiName: string, text: string) {
    this.apiName = apiName
    this.#state = { text, page: this.#read(text), selection: null, undoTitle: null, redoTitle: null }
  }

  /// The same object until something changes.
  get state(): PageEditingState {
    return this.#state
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /// Makes the page what [edit] makes of its text; then [selection] is selected.
  apply(title: string, edit: (text: string) => string, selection: PagePlace | null = this.#state.selection): void {
    const text = edit(this.#state.text)
    if (text === this.#state.text) return this.select(selection)
    this.#past.push({ title, text: this.#state.text, selection: this.#state.selection })
    this.#future.length = 0
    this.#show(text, selection)
  }

  select(selection: PagePlace | null): void {
    const { text, selection: before } = this.#state
    if (before?.region === selection?.region && before?.index === selection?.index) return
    this.#show(text, selection)
  }

  undo(): void {
    this.#step(this.#past, this.#future)
  }

  redo(): void {
    this.#step(this.#future, this.#past)
  }

  #step(from: Step[], to: Step[]): void {
    const step = from.pop()
    if (!step) return
    const { text, selection } = this.#state
    to.push({ title: step.title, text, selection })
    this.#show(step.text, step.selection)
  }

  #show(text: string, selection: PagePlace | null): void {
    const page = text === this.#state.text ? this.#state.page : this.#read(text)
    const isThere = selection && page.regions.find(({ name }) => name === selection.region)?.items[selection.index]
    this.#state = {
      text,
      page,
      selection: isThere ? selection : null,
      undoTitle: this.#past.at(-1)?.title ?? null,
      redoTitle: this.#future.at(-1)?.title ?? null,
    }
    for (const listener of this.#listeners) listener()
  }

  #read(text: string): PageDefinition {
    const { definition } = parseFlexiPage(text, `${this.apiName}.flexipage-meta.xml`)
    if (!definition) throw new Error('An edit made the page unreadable.')
    return pageDefinition(definition)
  }
}
