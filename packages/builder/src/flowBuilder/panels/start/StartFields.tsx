import type { FlowStart } from '@millrace/metadata'
import { FieldGroup } from '../../../pickers/fields.tsx'
import { ObjectPicker } from '../../../pickers/SchemaPickers.tsx'
import { useNamedEdit } from '../../editContext.ts'
import { Entry } from './Entry.tsx'
import { RecordStart } from './RecordStart.tsx'
import { ScheduleFields } from './ScheduleFields.tsx'

/// Whether something starts the flow without anybody calling it.
export const isTriggered = (start: FlowStart | null): start is FlowStart =>
  start?.triggerType != null && /^(Record|Scheduled|PlatformEvent)/.test(start.triggerType)

/// What starts a flow that nobody calls: records, a schedule, or platform events.
export function StartFields({ start }: { start: FlowStart }) {
  if (start.triggerType === 'Scheduled') return <ScheduleStart start={start} />
  if (start.triggerType === 'PlatformEvent') return <PlatformEventStart start={start} />
  return <RecordStart start={start} />
}

function ScheduleStart({ start }: { start: FlowStart }) {
  const edit = useNamedEdit(null)
  return (
    <>
      <ScheduleFields schedule={start.schedule} onChange={schedule => edit.patch({ schedule })} />
      <FieldGroup title="Choose Object (Optional)">
        <ObjectPicker
          label="Object"
          value={start.object ?? ''}
          onChange={object => edit.patch({ object: object || null, filters: null, filterLogic: null })}
        />
        {start.object ? (
          <Entry start={start} whenEmpty="Without conditions, the flow runs once for every record." />
        ) : (
          <p className="slds-text-color_weak">With an object, the flow runs once for each of its records.</p>
        )}
      </FieldGroup>
    </>
  )
}

function PlatformEventStart({ start }: { start: FlowStart }) {
  const edit = useNamedEdit(null)
  return (
    <FieldGroup title="Choose a Platform Event">
      <ObjectPicker
        label="Platform Event"
        required
        value={start.object ?? ''}
        accepts={({ name }) => name.endsWith('__e')}
        onChange={object => edit.patch({ object, filters: null, filterLogic: null })}
      />
      <Entry start={start} whenEmpty="Without conditions, every event of this kind starts it." />
    </FieldGroup>
  )
}
