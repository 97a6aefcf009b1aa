import type { ComponentHost } from '@millrace/runtime'
import { useId, useState } from 'react'
import { LookupEditor } from '../../inputs/LookupEditor.tsx'
import { Button } from '../../slds/Button.tsx'
import { FormElement } from '../../slds/FormElement.tsx'
import { Modal } from '../../slds/Modal.tsx'
import { ScopedNotification } from '../../slds/ScopedNotification.tsx'
import { usePageLabels } from '../labels/pageLabels.ts'
import { changeOwner } from './recordsAtOnce.ts'

export interface OwnerDialogProps {
  objectApiName: string
  ids: readonly string[]
  host: ComponentHost
  /// Whether they have a new owner now.
  onClose: (isChanged: boolean) => void
}

const USERS = {
  objectApiName: 'User',
  descriptionField: 'Username',
  filter: 'IsActive = true',
  iconName: 'standard:user',
}

/// Gives records to another user.
export function OwnerDialog({ objectApiName, ids, host, onClose }: OwnerDialogProps) {
  const labels = usePageLabels(host.locale)
  const id = useId()
  const [owner, setOwner] = useState<string | null>(null)
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    if (owner === null) return
    setBusy(true)
    try {
      await changeOwner(host, objectApiName, ids, owner)
      const title = labels.ownerChanged(String(ids.length))
      host.showToast({ title, variant: 'success', mode: 'dismissible' })
      onClose(true)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  return (
    <Modal
      title={labels.changeOwner}
      size="small"
      onClose={() => onClose(false)}
      footer={
        <>
          <Button label={labels.cancel} onClick={() => onClose(false)} />
          <Button
            label={labels.changeOwner}
            variant="brand"
            disabled={owner === null}
            busy={isBusy}
            onClick={() => void save()}
          />
        </>
      }
    >
      {problem && <ScopedNotification variant="error">{problem}</ScopedNotification>}
      <FormElement id={id} label={labels.newOwner} required>
        <LookupEditor id={id} host={host} search={USERS} value={owner} onChange={setOwner} required />
      </FormElement>
    </Modal>
  )
}
