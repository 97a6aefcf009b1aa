import type { Toast } from '@millrace/runtime'

export interface ShownToast extends Toast {
  readonly key: number
}

/// The toasts of a page, newest first, in a form for useSyncExternalStore.
export interface ToastList {
  show(toast: Toast): void
  close(key: number): void
  toasts(): readonly ShownToast[]
  subscribe(listener: () => void): () => void
}

export function newToastList(): ToastList {
  let shown: readonly ShownToast[] = []
  let nextKey = 1
  const listeners = new Set<() => void>()
  const set = (toasts: readonly ShownToast[]) => {
    shown = toasts
    for (const listener of listeners) listener()
  }
  return {
    show: toast => set([{ ...toast, key: nextKey++ }, ...shown]),
    close: key => set(shown.filter(toast => toast.key !== key)),
    toasts: () => shown,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
