import { lazy, Suspense, useSyncExternalStore } from 'react'
import type { DialogList } from './dialogList.ts'

// Its code comes with the first one.
const Dialog = lazy(async () => ({ default: (await import('./Dialog.tsx')).Dialog }))

/// Shows what [list] holds over the page.
export function Dialogs({ list }: { list: DialogList }) {
  const dialogs = useSyncExternalStore(list.subscribe, list.dialogs)
  return dialogs.map(dialog => (
    <Suspense key={dialog.key} fallback={null}>
      <Dialog dialog={dialog} />
    </Suspense>
  ))
}
