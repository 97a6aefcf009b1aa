import type { ComponentHost, NavigationTarget } from '@millrace/runtime'
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { hostWith } from '../recordHost.ts'

const RecordFormDialog = lazy(async () => ({
  default: (await import('../shell/RecordFormDialog.tsx')).RecordFormDialog,
}))

type Wanted =
  | { readonly action: 'new'; readonly objectApiName: string; readonly defaults: Readonly<Record<string, string>> }
  | { readonly action: 'edit' | 'clone'; readonly objectApiName: string; readonly recordId: string }

/// [host] as a part of a page needs it: a record to make or to edit opens in a dialog over the page, instead of another
/// page. [onSaved] hears when one was saved.
export function useRecordsInPlace(
  host: ComponentHost,
  objectOf: (recordId: string) => Promise<string | undefined>,
  onSaved: () => void,
): { readonly host: ComponentHost; readonly dialog: ReactNode } {
  const [wanted, setWanted] = useState<Wanted>()
  const inPlace = useMemo(() => {
    const navigate = async (target: NavigationTarget) => {
      const dialog = target.inNewTab ? undefined : await dialogFor(target, objectOf)
      if (dialog) setWanted(dialog)
      else await host.navigate(target)
    }
    return hostWith(host, { navigate })
  }, [host, objectOf])
  const close = (savedId?: string) => {
    setWanted(undefined)
    if (savedId !== undefined) onSaved()
  }
  const dialog = wanted && (
    <Suspense>
      <RecordFormDialog {...wanted} host={host} onClose={close} onSavedAndNew={onSaved} />
    </Suspense>
  )
  return { host: inPlace, dialog }
}

async function dialogFor(
  target: NavigationTarget,
  objectOf: (recordId: string) => Promise<string | undefined>,
): Promise<Wanted | undefined> {
  if (target.type === 'objectPage' && target.actionName === 'new')
    return { action: 'new', objectApiName: target.objectApiName, defaults: target.defaultFieldValues ?? {} }
  if (target.type !== 'recordPage' || target.actionName === 'view') return undefined
  const objectApiName = await objectOf(target.recordId)
  return objectApiName === undefined
    ? undefined
    : { action: target.actionName, objectApiName, recordId: target.recordId }
}
