import { Button, ScopedNotification } from '@millrace/components'
import { useState } from 'react'
import type { Saving } from './useSaving.ts'

/// Says that what is shown is what the person typed the last time and did not save.
export function DraftNote({ saving }: { saving: Saving }) {
  const [isDone, setDone] = useState(saving.file.draft === null)
  // What was there when the component was opened: saving takes it away.
  const [draft] = useState(saving.file.draft)
  const { base } = saving
  if (isDone || !draft) return null
  const isOld = draft.basedOn !== base.hash
  return (
    <ScopedNotification
      variant={isOld ? 'warning' : 'info'}
      action={
        <div className="millrace-button-row">
          <Button
            label="Discard"
            onClick={() => {
              setDone(true)
              saving.discard()
            }}
          />
          <Button label="Keep" onClick={() => setDone(true)} />
        </div>
      }
    >
      Your changes of {new Date(draft.savedAt).toLocaleString()} were not saved; here they are again.
      {isOld && ' The component was saved by somebody else since then: saving will show you the difference.'}
    </ScopedNotification>
  )
}
