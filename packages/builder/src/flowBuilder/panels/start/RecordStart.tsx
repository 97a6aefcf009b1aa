import { Checkbox, Select } from '@millrace/components'
import type { FlowStart } from '@millrace/metadata'
import { FieldGroup, RadioChoice } from '../../../pickers/fields.tsx'
import { ObjectPicker } from '../../../pickers/SchemaPickers.tsx'
import { useNamedEdit } from '../../editContext.ts'
import { Entry } from './Entry.tsx'
import { ScheduledPaths } from './ScheduledPaths.tsx'
import { RECORD_CHANGES } from './startChoices.ts'

/// What starts a flow that records start: the object, the change, the conditions of entry, and when its paths run.
///
/// Source: Salesforce Help, "Flow Trigger: Record-Triggered Flow".
export function RecordStart({ start }: { start: FlowStart }) {
  const edit = useNamedEdit(null)
  const { object, recordTriggerType, triggerType, filters, filterFormula } = start
  const isDelete = recordTriggerType === 'Delete'
  const mayAlwaysRun = recordTriggerType !== 'Create' && !isDelete && (filters.length > 0 || filterFormula !== null)
  return (
    <>
      <FieldGroup title="Select Object">
        <ObjectPicker
          label="Object"
          required
          value={object ?? ''}
          accepts={({ name }) => !name.endsWith('__e')}
          onChange={object => edit.patch({ object, filters: null, filterFormula: null })}
        />
      </FieldGroup>
      <FieldGroup title="Configure Trigger">
        <Select
          label="Trigger the Flow When"
          value={recordTriggerType ?? 'Create'}
          options={RECORD_CHANGES}
          onChange={recordTriggerType =>
            edit.patch({
              recordTriggerType,
              triggerType:
                recordTriggerType === 'Delete' ? 'RecordBeforeDelete' : isDelete ? 'RecordAfterSave' : triggerType,
              ...(recordTriggerType === 'Create' || recordTriggerType === 'Delete'
                ? { doesRequireRecordChangedToMeetCriteria: null }
                : {}),
              ...(recordTriggerType === 'Delete' ? { scheduledPaths: null } : {}),
            })
          }
        />
      </FieldGroup>
      <FieldGroup title="Set Entry Conditions">
        <Entry start={start} whenEmpty="Without conditions, every such record starts it." />
        {mayAlwaysRun && (
          <RadioChoice
            label="When to Run the Flow for Updated Records"
            value={start.doesRequireRecordChangedToMeetCriteria ? 'changed' : 'always'}
            options={[
              { value: 'always', label: 'Every time a record is updated and meets the condition requirements' },
              {
                value: 'changed',
                label: 'Only when a record is updated to meet the condition requirements',
              },
            ]}
            onChange={value =>
              edit.patch({ doesRequireRecordChangedToMeetCriteria: value === 'changed' ? 'true' : null })
            }
          />
        )}
      </FieldGroup>
      {!isDelete && (
        <FieldGroup title="When It Runs">
          <RadioChoice
            label="Optimize the Flow for"
            value={triggerType === 'RecordBeforeSave' ? 'RecordBeforeSave' : 'RecordAfterSave'}
            options={[
              { value: 'RecordBeforeSave', label: 'Fast Field Updates: of the record itself, before it is saved' },
              { value: 'RecordAfterSave', label: 'Actions and Related Records: anything, after it is saved' },
            ]}
            onChange={triggerType =>
              edit.patch({ triggerType, ...(triggerType === 'RecordBeforeSave' ? { scheduledPaths: null } : {}) })
            }
          />
          {triggerType === 'RecordAfterSave' && <AsyncPath start={start} />}
        </FieldGroup>
      )}
      {triggerType === 'RecordAfterSave' && <ScheduledPaths start={start} />}
    </>
  )
}

function AsyncPath({ start }: { start: FlowStart }) {
  const edit = useNamedEdit(null)
  const position = start.scheduledPaths.findIndex(({ pathType }) => pathType === 'AsyncAfterCommit')
  return (
    <Checkbox
      label="Include a Run Asynchronously path to access an external system after the original transaction"
      checked={position >= 0}
      onChange={isOn =>
        isOn
          ? edit.add([], 'scheduledPaths', { pathType: 'AsyncAfterCommit' })
          : edit.remove(['scheduledPaths', position])
      }
    />
  )
}
