import type { ClosedComponent, Screen } from '../src/index.ts'

/// What a person answers, in order, and what was shown.
export interface RecordedScreen extends Screen {
  /// `confirm: Delete 2 records?`, `copy: x`: what was shown and done, in order.
  readonly shown: string[]
  readonly requests: unknown[]
}

export interface Answers {
  readonly confirm?: readonly boolean[]
  readonly prompt?: readonly (string | null)[]
  readonly closed?: ClosedComponent
  /// Components that can have the focus.
  readonly focusable?: readonly string[]
  readonly canClose?: boolean
  readonly canCopy?: boolean
}

/// A screen whose person answers as [answers] says.
export function recordedScreen(answers: Answers = {}): RecordedScreen {
  const shown: string[] = []
  const requests: unknown[] = []
  const confirms = [...(answers.confirm ?? [])]
  const prompts = [...(answers.prompt ?? [])]
  const show = <T>(text: string, request: unknown, answer: T): T => {
    shown.push(text)
    requests.push(request)
    return answer
  }
  return {
    shown,
    requests,
    alert: async request => show(`alert: ${request.title}`, request, undefined),
    confirm: async request => show(`confirm: ${request.title}`, request, confirms.shift() ?? false),
    prompt: async request => show(`prompt: ${request.title}`, request, prompts.shift() ?? null),
    async openComponent(request) {
      show(`${request.place}: ${request.component}`, request, undefined)
      if (!answers.closed) throw new Error(`The project has no Dynamic Component "${request.component}".`)
      return answers.closed
    },
    close: closing => show(`close: ${closing.place}`, closing, answers.canClose !== false),
    async copy(text) {
      show(`copy: ${text}`, text, undefined)
      if (answers.canCopy === false) throw new Error('the page has not the focus.')
    },
    download: file => show(`download: ${file.name}`, file, undefined),
    print: () => show('print', undefined, undefined),
    focus: (_, component) => show(`focus: ${component}`, component, answers.focusable?.includes(component) ?? false),
  }
}
