import type {
  AlertRequest,
  Cancellation,
  ClosedComponent,
  ClosedFlow,
  Closing,
  ComponentHost,
  ComponentState,
  ConfirmRequest,
  OpenComponentRequest,
  OpenFlowRequest,
  PromptRequest,
} from '@millrace/runtime'

/// What is open over a page: messages, questions, and Dynamic Components in dialogs and panels, the last one on top.
export type OpenDialog =
  | { readonly key: number; readonly kind: 'alert'; readonly request: AlertRequest; readonly answer: () => void }
  | {
      readonly key: number
      readonly kind: 'confirm'
      readonly request: ConfirmRequest
      readonly answer: (isConfirmed: boolean) => void
    }
  | {
      readonly key: number
      readonly kind: 'prompt'
      readonly request: PromptRequest
      readonly answer: (value: string | null) => void
    }
  | OpenedFlow
  | OpenedComponent

export interface OpenedFlow {
  readonly key: number
  readonly kind: 'flow'
  readonly request: OpenFlowRequest
  readonly host: ComponentHost
  readonly answer: (closed: ClosedFlow) => void
}

export interface OpenedComponent {
  readonly key: number
  readonly kind: 'component'
  readonly request: OpenComponentRequest
  readonly definition: ComponentState['definition']
  /// Where the component in it runs: what it closes is this.
  readonly host: ComponentHost
  /// Hears of the component's state, whose outputs are given when it is closed.
  readonly opened: (state: ComponentState) => void
  /// The person closed it.
  readonly dismiss: () => void
}

/// The dialogs of a page, in a form for useSyncExternalStore.
export interface DialogList {
  dialogs(): readonly OpenDialog[]
  subscribe(listener: () => void): () => void
  alert(request: AlertRequest, cancellation?: Cancellation): Promise<void>
  confirm(request: ConfirmRequest, cancellation?: Cancellation): Promise<boolean>
  prompt(request: PromptRequest, cancellation?: Cancellation): Promise<string | null>
  /// [host] is that of the component that opens the other.
  openComponent(
    request: OpenComponentRequest,
    host: ComponentHost,
    cancellation?: Cancellation,
  ): Promise<ClosedComponent>
  openFlow(request: OpenFlowRequest, host: ComponentHost, cancellation?: Cancellation): Promise<ClosedFlow>
  /// Closes the one opened last; false when there is none of that kind.
  close(closing: Closing): boolean
  /// Leaves all of them without an answer, as when the person goes to another page.
  leave(): void
}

export function newDialogList(): DialogList {
  let open: readonly OpenDialog[] = []
  let nextKey = 1
  const closers = new Map<number, (closing: Closing) => void>()
  const listeners = new Set<() => void>()
  const set = (dialogs: readonly OpenDialog[]) => {
    open = dialogs
    for (const listener of listeners) listener()
  }
  const remove = (key: number) => {
    closers.delete(key)
    set(open.filter(dialog => dialog.key !== key))
  }
  /// Shows what [make] makes until it is answered, or left because nobody waits for it any more.
  const ask = <T>(
    make: (key: number, answer: (value: T) => void) => OpenDialog,
    cancellation?: Cancellation,
  ): Promise<T> =>
    new Promise(resolve => {
      const key = nextKey++
      const answer = (value: T) => {
        remove(key)
        resolve(value)
      }
      set([...open, make(key, answer)])
      cancellation?.onCancel(() => {
        const dialog = open.find(one => one.key === key)
        if (dialog) leaveDialog(dialog)
      })
    })

  const list: DialogList = {
    dialogs: () => open,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    alert: (request, cancellation) =>
      ask<void>((key, answer) => ({ key, kind: 'alert', request, answer }), cancellation),
    confirm: (request, cancellation) =>
      ask<boolean>((key, answer) => ({ key, kind: 'confirm', request, answer }), cancellation),
    prompt: (request, cancellation) =>
      ask<string | null>((key, answer) => ({ key, kind: 'prompt', request, answer }), cancellation),
    async openComponent(request, host, cancellation) {
      if (!host.openComponent) throw new Error('There are no other Dynamic Components where this one runs.')
      const definition = await host.openComponent(request.component)
      return ask<ClosedComponent>((key, answer) => {
        let state: ComponentState | undefined
        const outputs = () => state?.outputs() ?? {}
        const finish = ({ result }: Closing) => answer({ outputs: outputs(), result, isCompleted: true })
        closers.set(key, finish)
        return {
          key,
          kind: 'component',
          request,
          definition,
          host: hostInside(host, request, finish, list),
          opened: opened => {
            state = opened
          },
          dismiss: () => answer({ outputs: outputs(), result: null, isCompleted: false }),
        }
      }, cancellation)
    },
    openFlow: (request, host, cancellation) =>
      ask<ClosedFlow>((key, answer) => ({ key, kind: 'flow', request, host, answer }), cancellation),
    close(closing) {
      const top = open.findLast(one => one.kind === 'component' && one.request.place === closing.place)
      if (top) closers.get(top.key)?.(closing)
      return top !== undefined
    },
    leave() {
      for (const dialog of open.toReversed()) leaveDialog(dialog)
    },
  }
  return list
}

function leaveDialog(dialog: OpenDialog): void {
  switch (dialog.kind) {
    case 'alert':
      return dialog.answer()
    case 'confirm':
      return dialog.answer(false)
    case 'prompt':
      return dialog.answer(null)
    case 'flow':
      return dialog.answer({ status: 'closed', outputs: {} })
    case 'component':
      return dialog.dismiss()
  }
}

/// The host of a component in a dialog or panel: what closes that kind, closes this one, and it is about its own record.
function hostInside(
  host: ComponentHost,
  { recordId, objectApiName, place }: OpenComponentRequest,
  finish: (closing: Closing) => void,
  list: DialogList,
): ComponentHost {
  const { screen } = host
  const inside: ComponentHost = {
    ...host,
    recordId,
    objectApiName,
    urlParameters: undefined,
    get formFactor() {
      return host.formFactor
    },
    ...(screen
      ? {
          screen: {
            ...screen,
            // What this one opens is about its record, not the page's.
            openComponent: (inner, cancellation) => list.openComponent(inner, inside, cancellation),
            openFlow: (inner, cancellation) => list.openFlow(inner, inside, cancellation),
            close(closing) {
              if (closing.place !== place) return screen.close(closing)
              finish(closing)
              return true
            },
          },
        }
      : {}),
  }
  return inside
}
