import { ApiFailure, Button, Modal, ScopedNotification } from '@millrace/components'
import { newObjectText } from '@millrace/metadata'
import { useState } from 'react'
import { nameOfLabel } from '../componentBuilder/document/names.ts'
import { sendJson } from '../flowBuilder/sending.ts'
import { TextInput } from './TextInput.tsx'

/// Asks for a custom object and makes it.
export function NewObjectDialog({
  onCreated,
  onCancel,
}: {
  onCreated: (apiName: string) => void
  onCancel: () => void
}) {
  const [label, setLabel] = useState('')
  const [typedPlural, setPlural] = useState('')
  const [typedName, setName] = useState('')
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const pluralLabel = typedPlural || (label && `${label}s`)
  const apiName = typedName || (label && `${nameOfLabel(label)}__c`)
  const submit = async () => {
    if (label.trim() === '') return setProblem('Enter a label.')
    setBusy(true)
    const text = newObjectText({
      label,
      pluralLabel,
      nameField: { label: `${label} Name`, type: 'Text' },
      deploymentStatus: 'Deployed',
      sharingModel: 'ReadWrite',
    })
    try {
      await sendJson('POST', '/millrace/v1/builder/objects', { apiName, text })
      onCreated(apiName)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setProblem(error.message)
      setBusy(false)
    }
  }
  return (
    <Modal
      title="New Custom Object"
      size="small"
      onClose={onCancel}
      footer={
        <>
          <Button label="Cancel" onClick={onCancel} />
          <Button label="Save" variant="brand" busy={isBusy} onClick={() => void submit()} />
        </>
      }
    >
      <form
        className="builder-fields"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        {problem && <ScopedNotification variant="error">{problem}</ScopedNotification>}
        <TextInput label="Label" required isFirst value={label} onChange={setLabel} />
        <TextInput label="Plural Label" required value={pluralLabel} onChange={setPlural} />
        <TextInput label="Object Name" required value={apiName} onChange={setName} />
      </form>
    </Modal>
  )
}
