import { Checkbox, Select } from '@millrace/components'
import type { FlowRecordCreate } from '@millrace/metadata'
import { FieldGroup, RadioChoice } from '../../pickers/fields.tsx'
import { typeOfPath } from '../../pickers/resources.ts'
import { useSchema } from '../../pickers/schema.tsx'
import { FieldPicker } from '../../pickers/SchemaPickers.tsx'
import { hasTag, useFlowEdit, useNamedEdit } from '../editContext.ts'
import { Filters } from './rows.tsx'

type HowToMatch = 'none' | 'Id' | 'external' | 'conditions'

const HOW: readonly { readonly value: HowToMatch; readonly label: string }[] = [
  { value: 'Id', label: 'By the record Id' },
  { value: 'external', label: 'By an external Id or unique field' },
  { value: 'conditions', label: 'By conditions' },
]

const NOTHING = {
  doesUpsert: null,
  doesUpsertAllOrNone: null,
  upsertExternalIdField: null,
  upsertStandardIdField: null,
  filters: null,
  filterLogic: null,
  operationZeroMatchingRecords: null,
  operationOneMatchingRecord: null,
  operationMultMatchingRecords: null,
}

const BEGINNINGS = {
  none: {},
  Id: { doesUpsert: 'true', upsertStandardIdField: 'Id' },
  external: { doesUpsert: 'true', upsertExternalIdField: '' },
  conditions: {
    filterLogic: 'and',
    operationZeroMatchingRecords: 'AddRecord',
    operationOneMatchingRecord: 'UpdateAllRecords',
    operationMultMatchingRecords: 'UpdateLatestRecord',
  },
}

const OF_ONE = [
  { value: 'UpdateAllRecords', label: 'Update the matching record' },
  { value: 'None', label: 'Skip record creation' },
]

const OF_SEVERAL = [
  { value: 'UpdateLatestRecord', label: 'Update the record that was updated last' },
  { value: 'UpdateAllRecords', label: 'Update all matching records' },
  { value: 'None', label: 'Skip record creation' },
]

function matchingOf(element: FlowRecordCreate): HowToMatch {
  if (element.doesUpsert) return hasTag(element.xml, 'upsertExternalIdField') ? 'external' : 'Id'
  return element.operationOneMatchingRecord !== null || element.filters.length > 0 ? 'conditions' : 'none'
}

/// "Check for Matching Records": what makes a record the same, and what happens to one that is there already.
///
/// Source: Salesforce Help, "Flow Element: Create Records".
export function MatchingRecords({ element }: { element: FlowRecordCreate }) {
  const edit = useNamedEdit(element.name)
  const how = matchingOf(element)
  const start = (how: HowToMatch) => edit.patch({ ...NOTHING, ...BEGINNINGS[how] })
  return (
    <FieldGroup title="Check for Matching Records">
      <Checkbox
        label="Check for matching records, and update those that are there"
        checked={how !== 'none'}
        onChange={isOn => start(isOn ? 'Id' : 'none')}
      />
      {how !== 'none' && (
        <>
          <RadioChoice label="How to Match" value={how} options={HOW} onChange={start} />
          {how === 'conditions' ? <ByConditions element={element} /> : <ByField element={element} how={how} />}
        </>
      )}
    </FieldGroup>
  )
}

function ByField({ element, how }: { element: FlowRecordCreate; how: 'Id' | 'external' }) {
  const edit = useNamedEdit(element.name)
  const object = useObjectOf(element)
  return (
    <>
      {how === 'external' && (
        <FieldPicker
          label="External Id Field"
          object={object}
          value={element.upsertExternalIdField ?? ''}
          accepts={({ type }) => ['string', 'email', 'double', 'int', 'phone', 'url'].includes(type)}
          onChange={upsertExternalIdField => edit.patch({ upsertExternalIdField })}
        />
      )}
      {hasTag(element.xml, 'inputReference') && (
        <RadioChoice
          label="If One or More Records Fail"
          value={element.doesUpsertAllOrNone ? 'all' : 'some'}
          options={[
            { value: 'all', label: 'Save none of them, and take the fault path' },
            { value: 'some', label: 'Save those that do not fail' },
          ]}
          onChange={value => edit.patch({ doesUpsertAllOrNone: String(value === 'all') })}
        />
      )}
    </>
  )
}

function ByConditions({ element }: { element: FlowRecordCreate }) {
  const edit = useNamedEdit(element.name)
  const object = useObjectOf(element)
  return (
    <>
      <Filters
        edit={edit}
        object={object}
        filters={element.filters}
        logic={element.filterLogic}
        whenEmpty="Add what a record must have to be the same."
      />
      <Select
        label="If One Record Matches"
        value={element.operationOneMatchingRecord ?? 'None'}
        options={OF_ONE}
        onChange={operationOneMatchingRecord => edit.patch({ operationOneMatchingRecord })}
      />
      <Select
        label="If Several Records Match"
        value={element.operationMultMatchingRecords ?? 'None'}
        options={OF_SEVERAL}
        onChange={operationMultMatchingRecords => edit.patch({ operationMultMatchingRecords })}
      />
      <Select
        label="If No Record Matches"
        value={element.operationZeroMatchingRecords ?? 'AddRecord'}
        options={[
          { value: 'AddRecord', label: 'Create a record' },
          { value: 'None', label: 'Create no record' },
        ]}
        onChange={operationZeroMatchingRecords => edit.patch({ operationZeroMatchingRecords })}
      />
    </>
  )
}

function useObjectOf({ object, inputReference }: FlowRecordCreate): string {
  const { resources } = useFlowEdit()
  const schema = useSchema()
  return object ?? (inputReference ? typeOfPath(inputReference, resources, schema)?.object : null) ?? ''
}
