import { Button, Spinner } from '@millrace/components'
import { lazy, Suspense } from 'react'
import { Dialog } from '../Dialog.tsx'
import type { SavedVersion } from '../unsavedChanges.ts'

interface MeanwhileProps {
  theirs: SavedVersion
  apiName: string
  text: string
  onClose(): void
  onSaveAsNew(): void
  onTake(): void
  onOverwrite(): void
}

/// Two people saved one version: both texts are kept, and the second decides.
export function MeanwhileDialog({ theirs, apiName, text, onClose, onSaveAsNew, onTake, onOverwrite }: MeanwhileProps) {
  return (
    <Dialog
      title="Somebody else saved this version meanwhile"
      isLarge
      onClose={onClose}
      footer={
        <>
          <Button label="Take Theirs" onClick={onTake} />
          <Button label="Put Mine in Its Place" onClick={onOverwrite} />
          <Button label="Save Mine As New Version" variant="brand" onClick={onSaveAsNew} />
        </>
      }
    >
      <p>Nothing of yours is lost. This is what theirs has, compared with yours:</p>
      <Suspense fallback={<Spinner label="Comparing" />}>
        <Differences apiName={apiName} before={text} after={theirs.text} beforeTitle="Yours" afterTitle="Theirs" />
      </Suspense>
    </Dialog>
  )
}

const Differences = lazy(async () => ({ default: (await import('./CompareDialog.tsx')).Differences }))
