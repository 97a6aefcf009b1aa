import { ApiFailure, Button, ScopedNotification, Select } from '@millrace/components'
import { apiNameFromLabel, newFlowText, parseFlow, patchFlow, type XmlPatch } from '@millrace/metadata'
import { useState } from 'react'
import { TextField } from '../pickers/fields.tsx'
import { SchemaProvider } from '../pickers/schema.tsx'
import { ObjectPicker } from '../pickers/SchemaPickers.tsx'
import { Dialog } from './Dialog.tsx'
import { newFlowContent, NEW_FLOW_TYPES } from './newFlow.ts'
import { ScheduleFields } from './panels/start/ScheduleFields.tsx'
import { RECORD_CHANGES } from './panels/start/startChoices.ts'
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
  const [type, setType] = useState(NEW_FLOW_TYPES[0]!)
  const [start, setStart] = useState<XmlPatch>(type.start)
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const apiName = ownName ?? apiNameFromLabel(label)
  const make = async () => {
    if (!label || !apiName) return setFailure('A flow needs a label and an API name.')
    if (!from.text && start['object'] === '') return setFailure('Choose what starts the flow: an object.')
    setBusy(true)
    try {
      await sendJson('POST', '/millrace/v1/flows', {
        apiName,
        text: from.text ? relabelled(from.text, label) : newFlowText(newFlowContent(type, label, start)),
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
          <Select
            label="Type"
            value={type.value}
            options={NEW_FLOW_TYPES}
            onChange={value => {
              const chosen = NEW_FLOW_TYPES.find(one => one.value === value)!
              setType(chosen)
              setStart(chosen.start)
            }}
          />
          <p className="slds-text-color_weak">{type.help}</p>
          <NewStart start={start} onChange={patch => setStart({ ...start, ...patch })} />
        </>
      )}
    </Dialog>
  )
}

/// What starts the new flow, where that is not a caller.
function NewStart({ start, onChange }: { start: XmlPatch; onChange(patch: XmlPatch): void }) {
  const of = (name: string) => (typeof start[name] === 'string' ? start[name] : '')
  const { schedule } = start
  if (schedule && typeof schedule === 'object' && 'frequency' in schedule) {
    const { frequency, startDate, startTime } = schedule as Readonly<Record<string, string>>
    return (
      <ScheduleFields
        schedule={{ frequency: frequency ?? '', startDate: startDate ?? '', startTime: startTime ?? '' }}
        onChange={patch => onChange({ schedule: { ...schedule, ...patch } })}
      />
    )
  }
  if (start['object'] === undefined) return null
  const isEvent = start['triggerType'] === 'PlatformEvent'
  return (
    <SchemaProvider version={0}>
      <ObjectPicker
        label={isEvent ? 'Platform Event' : 'Object'}
        required
        value={of('object')}
        accepts={({ name }) => name.endsWith('__e') === isEvent}
        onChange={object => onChange({ object })}
      />
      {!isEvent && (
        <Select
          label="Trigger the Flow When"
          value={of('recordTriggerType')}
          options={RECORD_CHANGES}
          onChange={recordTriggerType =>
            onChange({
              recordTriggerType,
              triggerType: recordTriggerType === 'Delete' ? 'RecordBeforeDelete' : 'RecordAfterSave',
            })
          }
        />
      )}
    </SchemaProvider>
  )
}

function relabelled(text: string, label: string): string {
  const { flow } = parseFlow(text, 'New.flow-meta.xml')
  return flow ? patchFlow(flow, { label, status: 'Draft' }) : text
}
