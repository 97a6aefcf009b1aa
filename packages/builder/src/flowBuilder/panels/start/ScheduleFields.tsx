import { Select } from '@millrace/components'
import type { FlowSchedule, XmlPatch } from '@millrace/metadata'
import { FieldGroup, TextField } from '../../../pickers/fields.tsx'
import { FREQUENCIES, withOwn } from './startChoices.ts'

interface ScheduleFieldsProps {
  readonly schedule: Pick<FlowSchedule, 'frequency' | 'startDate' | 'startTime'> | null
  onChange(patch: XmlPatch): void
}

/// When a schedule-triggered flow starts, and how often.
///
/// Source: Salesforce Help, "Flow Trigger: Schedule-Triggered Flow".
export function ScheduleFields({ schedule, onChange }: ScheduleFieldsProps) {
  const { frequency, startDate, startTime } = schedule ?? { frequency: null, startDate: null, startTime: null }
  return (
    <FieldGroup title="Set a Schedule">
      <TextField
        label="Start Date"
        type="date"
        required
        value={startDate ?? ''}
        onCommit={startDate => onChange({ startDate })}
      />
      <TextField
        label="Start Time"
        type="time"
        required
        value={(startTime ?? '').slice(0, 5)}
        help="In the time zone of the org."
        onCommit={time => onChange({ startTime: `${time}:00.000Z` })}
      />
      <Select
        label="Frequency"
        value={frequency ?? ''}
        options={withOwn(FREQUENCIES, frequency ?? '')}
        onChange={frequency => onChange({ frequency })}
      />
    </FieldGroup>
  )
}
