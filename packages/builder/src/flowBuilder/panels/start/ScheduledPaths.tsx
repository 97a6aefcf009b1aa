import { Button, Select } from '@millrace/components'
import { apiNameFromLabel, type FlowScheduledPath, type FlowStart, freeName, namesIn } from '@millrace/metadata'
import { FieldGroup, TextField } from '../../../pickers/fields.tsx'
import { FieldPicker } from '../../../pickers/SchemaPickers.tsx'
import { useFlowEdit, useNamedEdit } from '../../editContext.ts'
import { RowButtons } from '../rows.tsx'
import { OFFSET_UNITS, withOwn } from './startChoices.ts'

/// The paths of a record-triggered flow that run some time before or after a moment.
///
/// Source: Salesforce Help, "Schedule-Triggered Path Considerations", "Add Scheduled Paths".
export function ScheduledPaths({ start }: { start: FlowStart }) {
  const edit = useNamedEdit(null)
  const { flow } = useFlowEdit()
  const timed = start.scheduledPaths.filter(({ pathType }) => pathType !== 'AsyncAfterCommit')
  const add = () =>
    edit.add([], 'scheduledPaths', {
      name: freeName('Scheduled_Path', [...namesIn(flow), ...start.scheduledPaths.map(({ name }) => name)]),
      label: 'Scheduled Path',
      offsetNumber: '1',
      offsetUnit: 'Days',
      timeSource: 'RecordTriggerEvent',
    })
  return (
    <FieldGroup title="Scheduled Paths">
      {timed.map((path, i) => (
        <ScheduledPath
          key={i}
          path={path}
          position={start.scheduledPaths.indexOf(path)}
          number={i + 1}
          object={start.object ?? ''}
        />
      ))}
      <Button label="Add Scheduled Path" iconName="utility:add" onClick={add} />
    </FieldGroup>
  )
}

interface ScheduledPathProps {
  readonly path: FlowScheduledPath
  readonly position: number
  /// As it is counted here, from 1.
  readonly number: number
  readonly object: string
}

function ScheduledPath({ path, position, number, object }: ScheduledPathProps) {
  const edit = useNamedEdit(null)
  const at = ['scheduledPaths', position]
  const { label, offsetNumber, offsetUnit, timeSource, recordField } = path
  const isBefore = (offsetNumber ?? 0) < 0
  const offset = (amount: string, before: boolean) =>
    edit.patch({ offsetNumber: String((before ? -1 : 1) * Math.abs(Number(amount) || 0)) }, at)
  return (
    <div className="millrace-row">
      <div className="millrace-row-fields">
        <TextField
          label={`Path Label ${number}`}
          required
          value={label}
          onCommit={label => edit.patch({ label, name: apiNameFromLabel(label) }, at)}
        />
        <Select
          label={`Time Source ${number}`}
          value={timeSource ?? ''}
          options={withOwn(
            [
              { value: 'RecordTriggerEvent', label: 'When the record starts the flow' },
              { value: 'RecordField', label: 'A date field of the record' },
            ],
            timeSource ?? '',
          )}
          onChange={timeSource =>
            edit.patch({ timeSource, recordField: timeSource === 'RecordField' ? (recordField ?? '') : null }, at)
          }
        />
        {timeSource === 'RecordField' && (
          <FieldPicker
            label={`Date Field ${number}`}
            object={object}
            value={recordField ?? ''}
            accepts={({ type }) => type === 'date' || type === 'datetime'}
            onChange={recordField => edit.patch({ recordField }, at)}
          />
        )}
        <TextField
          label={`Offset Number ${number}`}
          type="number"
          value={String(Math.abs(offsetNumber ?? 0))}
          onCommit={amount => offset(amount, isBefore)}
        />
        <Select
          label={`Offset Options ${number}`}
          value={`${offsetUnit ?? 'Days'} ${isBefore ? 'Before' : 'After'}`}
          options={OFFSET_UNITS.flatMap(({ value, label }) => [
            { value: `${value} After`, label: `${label} After` },
            ...(timeSource === 'RecordField' ? [{ value: `${value} Before`, label: `${label} Before` }] : []),
          ])}
          onChange={choice => {
            const [unit = 'Days', direction] = choice.split(' ')
            const amount = Math.abs(offsetNumber ?? 0)
            edit.patch({ offsetUnit: unit, offsetNumber: String(direction === 'Before' ? -amount : amount) }, at)
          }}
        />
        <TextField
          label={`Batch Size ${number}`}
          type="number"
          value={path.maxBatchSize === null ? '' : String(path.maxBatchSize)}
          help="How many records run together: 1 to 200, else 200."
          onCommit={size => edit.patch({ maxBatchSize: size || null }, at)}
        />
      </div>
      <RowButtons what={`path ${label}`} onRemove={() => edit.remove(at)} />
    </div>
  )
}
