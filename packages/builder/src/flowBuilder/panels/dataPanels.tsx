import { Checkbox, Select } from '@millrace/components'
import {
  type FlowRecordCreate,
  type FlowRecordDelete,
  type FlowRecordLookup,
  type FlowRecordUpdate,
  valuePatch,
} from '@millrace/metadata'
import { FieldGroup, RadioChoice } from '../../pickers/fields.tsx'
import { ResourcePicker } from '../../pickers/ResourcePicker.tsx'
import { FieldPicker, ObjectPicker } from '../../pickers/SchemaPickers.tsx'
import { typeOf } from '../../pickers/valueTypes.ts'
import { hasTag, useFlowEdit, useNamedEdit } from '../editContext.ts'
import { newValue } from '../flowValues.ts'
import { MatchingRecords } from './MatchingRecords.tsx'
import { FieldValues, Filters, FlowResourceField, FlowValueField } from './rows.tsx'
import { StoredFields } from './StoredFields.tsx'

const NUMBER = typeOf('Number')

export function GetRecordsPanel({ element }: { element: FlowRecordLookup }) {
  const edit = useNamedEdit(element.name)
  const { object } = element
  return (
    <>
      <FieldGroup title={`Get Records of This Object`}>
        <ObjectPicker
          label="Object"
          required
          value={object}
          onChange={object =>
            edit.patch({
              object,
              filters: null,
              queriedFields: element.queriedFields.length > 0 ? ['Id'] : null,
              sortField: null,
              sortOrder: null,
            })
          }
        />
      </FieldGroup>
      <FieldGroup title={`Filter ${object || ''} Records`}>
        <Filters
          edit={edit}
          object={object}
          filters={element.filters}
          logic={element.filterLogic}
          whenEmpty="Without conditions, all records are found."
        />
      </FieldGroup>
      <FieldGroup title="Sort Records">
        <Select
          label="Sort Order"
          value={element.sortOrder ?? ''}
          options={[
            { value: '', label: 'Not Sorted' },
            { value: 'Asc', label: 'Ascending' },
            { value: 'Desc', label: 'Descending' },
          ]}
          onChange={sortOrder =>
            edit.patch(
              sortOrder ? { sortOrder, sortField: element.sortField ?? 'Id' } : { sortOrder: null, sortField: null },
            )
          }
        />
        {element.sortOrder && (
          <FieldPicker
            label="Sort By"
            object={object}
            value={element.sortField ?? ''}
            onChange={sortField => edit.patch({ sortField })}
          />
        )}
      </FieldGroup>
      <FieldGroup title="Store Records">
        <RadioChoice
          label="How Many Records to Store"
          value={element.getFirstRecordOnly ? 'first' : 'all'}
          options={[
            { value: 'first', label: 'Only the first record' },
            { value: 'all', label: 'All records' },
          ]}
          onChange={value => edit.patch({ getFirstRecordOnly: value === 'first' ? 'true' : 'false' })}
        />
        {!element.getFirstRecordOnly && (
          <FlowValueField
            label="Maximum Number of Records"
            value={element.limit}
            wanted={NUMBER}
            onChange={text => edit.patch({ limit: valuePatch(newValue(text, NUMBER)) })}
          />
        )}
        <StoredFields element={element} />
      </FieldGroup>
    </>
  )
}

const HOW = [
  { value: 'values', label: 'From separate values' },
  { value: 'record', label: 'From a record variable' },
] as const

export function CreateRecordsPanel({ element }: { element: FlowRecordCreate }) {
  const edit = useNamedEdit(element.name)
  const object = element.object ?? ''
  const isFromRecord = hasTag(element.xml, 'inputReference')
  return (
    <>
      <FieldGroup title="How to Set Record Field Values">
        <RadioChoice
          label="Values come"
          value={isFromRecord ? 'record' : 'values'}
          options={HOW}
          onChange={value =>
            edit.patch(
              value === 'record'
                ? {
                    inputReference: '',
                    object: null,
                    inputAssignments: null,
                    storeOutputAutomatically: null,
                    assignRecordIdToReference: null,
                  }
                : { inputReference: null, object: '', storeOutputAutomatically: 'true' },
            )
          }
        />
      </FieldGroup>
      {isFromRecord ? (
        <FieldGroup title="Records to Create">
          <RecordSource
            value={element.inputReference ?? ''}
            onChange={inputReference => edit.patch({ inputReference })}
          />
        </FieldGroup>
      ) : (
        <>
          <FieldGroup title="Create a Record of This Object">
            <ObjectPicker
              label="Object"
              required
              value={object}
              onChange={object => edit.patch({ object, inputAssignments: null })}
            />
          </FieldGroup>
          <FieldGroup title={`Set Field Values for the ${object}`}>
            <FieldValues edit={edit} object={object} assignments={element.inputAssignments} isNew />
          </FieldGroup>
          <FieldGroup title="Store the Id">
            <Checkbox
              label="Manually assign variables"
              checked={!element.storeOutputAutomatically}
              onChange={isOn =>
                edit.patch(
                  isOn
                    ? { storeOutputAutomatically: null }
                    : { storeOutputAutomatically: 'true', assignRecordIdToReference: null },
                )
              }
            />
            {!element.storeOutputAutomatically && (
              <FlowResourceField
                label="Variable for the Id"
                value={element.assignRecordIdToReference ?? ''}
                wanted={typeOf('Text')}
                isTarget
                onChange={path => edit.patch({ assignRecordIdToReference: path || null })}
              />
            )}
          </FieldGroup>
        </>
      )}
      <MatchingRecords element={element} />
    </>
  )
}

export function UpdateRecordsPanel({ element }: { element: FlowRecordUpdate }) {
  const edit = useNamedEdit(element.name)
  const object = element.object ?? ''
  const isFromRecord = hasTag(element.xml, 'inputReference')
  return (
    <>
      <FieldGroup title="How to Find Records to Update">
        <RadioChoice
          label="Records are"
          value={isFromRecord ? 'record' : 'filters'}
          options={[
            { value: 'filters', label: 'Those that meet conditions' },
            { value: 'record', label: 'Those of a record variable, with its values' },
          ]}
          onChange={value =>
            edit.patch(
              value === 'record'
                ? { inputReference: '', object: null, filters: null, filterLogic: null, inputAssignments: null }
                : { inputReference: null, object: '', filterLogic: 'and' },
            )
          }
        />
      </FieldGroup>
      {isFromRecord ? (
        <FieldGroup title="Records to Update">
          <RecordSource
            value={element.inputReference ?? ''}
            onChange={inputReference => edit.patch({ inputReference })}
          />
        </FieldGroup>
      ) : (
        <>
          <FieldGroup title="Update Records of This Object">
            <ObjectPicker
              label="Object"
              required
              value={object}
              onChange={object => edit.patch({ object, filters: null, inputAssignments: null })}
            />
          </FieldGroup>
          <FieldGroup title={`Filter ${object} Records`}>
            <Filters
              edit={edit}
              object={object}
              filters={element.filters}
              logic={element.filterLogic}
              whenEmpty="Without conditions, all records are updated."
            />
          </FieldGroup>
          <FieldGroup title={`Set Field Values for the ${object} Records`}>
            <FieldValues edit={edit} object={object} assignments={element.inputAssignments} />
          </FieldGroup>
        </>
      )}
    </>
  )
}

export function DeleteRecordsPanel({ element }: { element: FlowRecordDelete }) {
  const edit = useNamedEdit(element.name)
  const object = element.object ?? ''
  const isFromRecord = hasTag(element.xml, 'inputReference')
  return (
    <>
      <FieldGroup title="How to Find Records to Delete">
        <RadioChoice
          label="Records are"
          value={isFromRecord ? 'record' : 'filters'}
          options={[
            { value: 'record', label: 'Those of a record variable' },
            { value: 'filters', label: 'Those that meet conditions' },
          ]}
          onChange={value =>
            edit.patch(
              value === 'record'
                ? { inputReference: '', object: null, filters: null, filterLogic: null }
                : { inputReference: null, object: '', filterLogic: 'and' },
            )
          }
        />
      </FieldGroup>
      {isFromRecord ? (
        <FieldGroup title="Records to Delete">
          <RecordSource
            value={element.inputReference ?? ''}
            onChange={inputReference => edit.patch({ inputReference })}
          />
        </FieldGroup>
      ) : (
        <>
          <FieldGroup title="Delete Records of This Object">
            <ObjectPicker
              label="Object"
              required
              value={object}
              onChange={object => edit.patch({ object, filters: null })}
            />
          </FieldGroup>
          <FieldGroup title={`Filter ${object} Records`}>
            <Filters
              edit={edit}
              object={object}
              filters={element.filters}
              logic={element.filterLogic}
              whenEmpty="Without conditions, all records are deleted."
            />
          </FieldGroup>
        </>
      )}
    </>
  )
}

/// A record or a collection of records.
function RecordSource({ value, onChange }: { value: string; onChange(path: string): void }) {
  const { resources, newResource } = useFlowEdit()
  return (
    <ResourcePicker
      label="Record or Record Collection"
      required
      value={value}
      wanted={null}
      resources={resources.filter(({ type }) => type.kind === 'Record')}
      onNewResource={(_, use) => newResource(typeOf('Record'), use)}
      onChange={onChange}
    />
  )
}

export function RollBackPanel() {
  return <p>Undoes all changes that the flow has made to records so far in this transaction.</p>
}
