import { ApiFailure, Button, ScopedNotification, Select } from '@millrace/components'
import { apiNameFromLabel, newFlowText, parseFlow, patchFlow } from '@millrace/metadata'
import { useState } from 'react'
import { TextField } from '../pickers/fields.tsx'
import { Dialog } from './Dialog.tsx'
import { newFlowContent, NEW_FLOW_TYPES } from './newFlow.ts'
import { sendJson } from './sending.ts'
import './flowBuilder.css'

interface NewFlowProps {
  /// The flow to copy; without one a new one is empty.
  readonly from: { readonly text?: string; readonly label?: string }
  onMade(apiName: string): void
  onClose(): void
}

/// Asks for a new flow's name and type, and makes it.
export function NewFlowDialog({ from, onMade, onClose }: NewFlowProps) {
  const [label, setLabel] = useState(from.label ?? '')
  const [ownName, setOwnName] = useState<string | null>(null)
  const [type, setType] = useState(NEW_FLOW_TYPES[0]!.value)
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const apiName = ownName ?? apiNameFromLabel(label)
  const chosen = NEW_FLOW_TYPES.find(({ value }) => value === type)!
  const make = async () => {
    if (!label || !apiName) return setFailure('A flow needs a label and an API name.')
    setBusy(true)
    try {
      await sendJson('POST', '/millrace/v1/flows', {
        apiName,
        text: from.text ? relabelled(from.text, label) : newFlowText(newFlowContent(type, label)),
      })
      onMade(apiName)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error.message)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={from.text ? 'Clone Flow' : 'New Flow'}
      onClose={onClose}
      footer={
        <>
          <Button label="Cancel" onClick={onClose} />
          <Button label="Create" variant="brand" busy={isBusy} onClick={() => void make()} />
        </>
      }
    >
      {failure && <ScopedNotification variant="error">{failure}</ScopedNotification>}
      <TextField label="Flow Label" required focusAt={1} value={label} onCommit={setLabel} />
      <TextField label="Flow API Name" required value={apiName} onCommit={text => setOwnName(apiNameFromLabel(text))} />
      {!from.text && (
        <>
          <Select label="Type" value={type} options={NEW_FLOW_TYPES} onChange={setType} />
          <p className="slds-text-color_weak">{chosen.help}</p>
        </>
      )}
    </Dialog>
  )
}

function relabelled(text: string, label: string): string {
  const { flow } = parseFlow(text, 'New.flow-meta.xml')
  return flow ? patchFlow(flow, { label, status: 'Draft' }) : text
}
