import { Checkbox, Select } from '@millrace/components'
import type { FlowStart } from '@millrace/metadata'
import { FieldGroup } from '../../pickers/fields.tsx'
import { ObjectPicker } from '../../pickers/SchemaPickers.tsx'
import { useNamedEdit } from '../editContext.ts'
import { Filters } from './rows.tsx'

const CHANGES = [
  { value: 'Create', label: 'A record is created' },
  { value: 'Update', label: 'A record is updated' },
  { value: 'CreateAndUpdate', label: 'A record is created or updated' },
  { value: 'Delete', label: 'A record is deleted' },
]

const MOMENTS = [
  { value: 'RecordBeforeSave', label: 'Before the save: fast field updates' },
  { value: 'RecordAfterSave', label: 'After the save: actions and related records' },
]

/// What starts a flow that records start: the object, the change, and the conditions of entry.
export function StartFields({ start }: { start: FlowStart }) {
  const edit = useNamedEdit(null)
  const { object, recordTriggerType, triggerType, filters, filterLogic, filterFormula } = start
  const isDelete = recordTriggerType === 'Delete'
  return (
    <FieldGroup title="Start">
      <ObjectPicker
        label="Object"
        required
        value={object ?? ''}
        onChange={object => edit.patch({ object, filters: null })}
      />
      <Select
        label="Trigger the Flow When"
        value={recordTriggerType ?? 'Create'}
        options={CHANGES}
        onChange={recordTriggerType =>
          edit.patch({
            recordTriggerType,
            triggerType:
              recordTriggerType === 'Delete' ? 'RecordBeforeDelete' : isDelete ? 'RecordAfterSave' : triggerType,
          })
        }
      />
      {!isDelete && (
        <Select
          label="Run It"
          value={triggerType ?? ''}
          options={MOMENTS}
          onChange={triggerType => edit.patch({ triggerType })}
        />
      )}
      <h3>Entry Conditions</h3>
      {filterFormula === null ? (
        <Filters
          edit={edit}
          object={object ?? ''}
          filters={filters}
          logic={filterLogic}
          whenEmpty="Without conditions, every such record starts it."
        />
      ) : (
        <p>
          The formula <code>{filterFormula}</code> is kept as it is in the file.
        </p>
      )}
      {recordTriggerType !== 'Create' && !isDelete && filters.length > 0 && (
        <Checkbox
          label="Only when a record is updated to meet the conditions"
          checked={start.doesRequireRecordChangedToMeetCriteria}
          onChange={isOn => edit.patch({ doesRequireRecordChangedToMeetCriteria: isOn ? 'true' : null })}
        />
      )}
    </FieldGroup>
  )
}
