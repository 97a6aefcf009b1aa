import { Button, ButtonIcon, Checkbox, Select } from '@millrace/components'
import {
  type FlowChoice,
  type FlowChoiceUserInput,
  type FlowDynamicChoiceSet,
  valuePatch,
  type XmlPatch,
} from '@millrace/metadata'
import { FormulaField } from '../../formulaEditor/FormulaField.tsx'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { typeOfPath } from '../../pickers/resources.ts'
import { useSchema } from '../../pickers/schema.tsx'
import { FieldPicker, ObjectPicker } from '../../pickers/SchemaPickers.tsx'
import { fieldValueType, flowValueType } from '../../pickers/valueTypes.ts'
import { hasTag, useFlowEdit, useNamedEdit } from '../editContext.ts'
import { newValue } from '../flowValues.ts'
import { ANY_COLLECTION, Filters, FlowResourceField, FlowValueField, MergeText } from './rows.tsx'
import { withOwn } from './start/startChoices.ts'

const DATA_TYPES = [
  { value: 'String', label: 'Text' },
  { value: 'Number', label: 'Number' },
  { value: 'Currency', label: 'Currency' },
  { value: 'Boolean', label: 'Boolean' },
  { value: 'Date', label: 'Date' },
  { value: 'DateTime', label: 'Date/Time' },
]

/// A Choice: what people see, the value it stands for, and what they may type with it.
///
/// Source: Salesforce Help, "Flow Resource: Choice".
export function ChoiceFields({ choice }: { choice: FlowChoice }) {
  const edit = useNamedEdit(choice.name)
  const { choiceText, dataType, userInput } = choice
  const type = flowValueType(dataType, false, null)
  return (
    <>
      <MergeText label="Choice Label" required value={choiceText} onCommit={choiceText => edit.patch({ choiceText })} />
      <Select
        label="Data Type"
        value={dataType}
        options={withOwn(DATA_TYPES, dataType)}
        onChange={dataType => edit.patch({ dataType, value: null })}
      />
      <FlowValueField
        label="Choice Value"
        value={choice.value}
        wanted={type}
        onChange={text => edit.patch({ value: valuePatch(newValue(text, type)) })}
      />
      <Checkbox
        label="Display text input when the choice is selected"
        checked={userInput !== null}
        onChange={isOn => edit.patch({ userInput: isOn ? { isRequired: 'false', promptText: '' } : null })}
      />
      {userInput && <UserInput name={choice.name} input={userInput} />}
    </>
  )
}

function UserInput({ name, input }: { name: string; input: FlowChoiceUserInput }) {
  const edit = useNamedEdit(name)
  const { resources } = useFlowEdit()
  const { validationRule } = input
  const patch = (change: XmlPatch) => edit.patch(change, ['userInput'])
  return (
    <FieldGroup title="Text Input">
      <TextField label="Input Label" value={input.promptText} onCommit={promptText => patch({ promptText })} />
      <Checkbox
        label="Require the text"
        checked={input.isRequired}
        onChange={isOn => patch({ isRequired: String(isOn) })}
      />
      <Checkbox
        label="Validate what is typed"
        checked={validationRule !== null}
        onChange={isOn => patch({ validationRule: isOn ? { errorMessage: '', formulaExpression: '' } : null })}
      />
      {validationRule && (
        <>
          <TextField
            label="Error Message"
            value={validationRule.errorMessage}
            onCommit={errorMessage => patch({ validationRule: { errorMessage } })}
          />
          <FormulaField
            label="Formula (true when it is fine)"
            value={validationRule.formulaExpression}
            resources={resources}
            wanted="Boolean"
            onCommit={formulaExpression => patch({ validationRule: { formulaExpression } })}
          />
        </>
      )}
    </FieldGroup>
  )
}

/// What the choices of a set are made of.
export type ChoiceSetKind = 'picklist' | 'collection' | 'records'

export const choiceSetKind = ({ xml }: FlowDynamicChoiceSet): ChoiceSetKind =>
  hasTag(xml, 'picklistField') ? 'picklist' : hasTag(xml, 'collectionReference') ? 'collection' : 'records'

/// What a choice set of each kind begins with.
export const CHOICE_SETS: Readonly<Record<ChoiceSetKind, { readonly label: string; readonly content: XmlPatch }>> = {
  records: {
    label: 'Record Choice Set',
    content: { dataType: 'String', displayField: 'Name', object: '', valueField: 'Id' },
  },
  picklist: {
    label: 'Picklist Choice Set',
    content: { dataType: 'Picklist', displayField: '', object: '', picklistField: '', picklistObject: '' },
  },
  collection: {
    label: 'Collection Choice Set',
    content: { collectionReference: '', dataType: 'String', displayField: 'Name', object: '', valueField: 'Id' },
  },
}

interface ChoiceSetProps {
  readonly set: FlowDynamicChoiceSet
}

/// A choice set: the records, picklist or collection that its choices are made of.
///
/// Source: Salesforce Help, "Flow Resource: Record Choice Set", and those beside it.
export function ChoiceSetFields({ set }: ChoiceSetProps) {
  switch (choiceSetKind(set)) {
    case 'picklist':
      return <PicklistChoices set={set} />
    case 'collection':
      return <CollectionChoices set={set} />
    default:
      return <RecordChoices set={set} />
  }
}

function PicklistChoices({ set }: ChoiceSetProps) {
  const edit = useNamedEdit(set.name)
  const { picklistObject, picklistField, sortOrder, limit } = set
  return (
    <>
      <ObjectPicker
        label="Object"
        required
        value={picklistObject ?? ''}
        onChange={picklistObject => edit.patch({ picklistObject, picklistField: '' })}
      />
      <FieldPicker
        label="Field"
        object={picklistObject ?? ''}
        value={picklistField ?? ''}
        accepts={({ type }) => type === 'picklist' || type === 'multipicklist'}
        onChange={picklistField => edit.patch({ picklistField })}
      />
      <Select
        label="Data Type"
        value={set.dataType}
        options={withOwn(
          [
            { value: 'Picklist', label: 'Picklist' },
            { value: 'Multipicklist', label: 'Multi-Select Picklist' },
          ],
          set.dataType,
        )}
        onChange={dataType => edit.patch({ dataType })}
      />
      <Select
        label="Sort Order"
        value={sortOrder ?? ''}
        options={SORT_ORDERS}
        onChange={sortOrder => edit.patch({ sortOrder: sortOrder || null })}
      />
      <Limit name={set.name} limit={limit} />
    </>
  )
}

const SORT_ORDERS = [
  { value: '', label: 'Not Sorted' },
  { value: 'Asc', label: 'Ascending' },
  { value: 'Desc', label: 'Descending' },
]

function RecordChoices({ set }: ChoiceSetProps) {
  const edit = useNamedEdit(set.name)
  const { object, sortOrder, sortField } = set
  return (
    <>
      <ObjectPicker
        label="Object"
        required
        value={object ?? ''}
        onChange={object =>
          edit.patch({ object, filters: null, sortField: null, sortOrder: null, outputAssignments: null })
        }
      />
      <FieldGroup title="Filter Records">
        <Filters
          edit={edit}
          object={object ?? ''}
          filters={set.filters}
          logic={set.filterLogic}
          whenEmpty="Without conditions, every record is a choice."
        />
      </FieldGroup>
      <FieldGroup title="Sort and Limit">
        <Select
          label="Sort Order"
          value={sortOrder ?? ''}
          options={SORT_ORDERS}
          onChange={sortOrder =>
            edit.patch(sortOrder ? { sortOrder, sortField: sortField ?? 'Id' } : { sortOrder: null, sortField: null })
          }
        />
        {sortOrder && (
          <FieldPicker
            label="Sort By"
            object={object ?? ''}
            value={sortField ?? ''}
            onChange={sortField => edit.patch({ sortField })}
          />
        )}
        <Limit name={set.name} limit={set.limit} />
      </FieldGroup>
      <LabelAndValue set={set} object={object ?? ''} />
    </>
  )
}

function CollectionChoices({ set }: ChoiceSetProps) {
  const edit = useNamedEdit(set.name)
  const { resources } = useFlowEdit()
  const schema = useSchema()
  const type = typeOfPath(set.collectionReference ?? '', resources, schema)
  const object = set.object ?? type?.object ?? ''
  const change = (collectionReference: string) => {
    const of = typeOfPath(collectionReference, resources, schema)
    edit.patch({ collectionReference, object: of?.object ?? '', outputAssignments: null })
  }
  return (
    <>
      <FlowResourceField
        label="Record Collection"
        required
        value={set.collectionReference ?? ''}
        wanted={ANY_COLLECTION}
        onChange={change}
      />
      <LabelAndValue set={set} object={object} />
    </>
  )
}

/// Which field of a record people read, which one is its value, and what of the chosen record is stored.
function LabelAndValue({ set, object }: ChoiceSetProps & { readonly object: string }) {
  const edit = useNamedEdit(set.name)
  const description = useSchema().object(object)
  return (
    <>
      <FieldGroup title="Configure Each Choice">
        <FieldPicker
          label="Choice Label"
          object={object}
          value={set.displayField ?? ''}
          onChange={displayField => edit.patch({ displayField })}
        />
        <Select
          label="Data Type"
          value={set.dataType}
          options={withOwn(DATA_TYPES, set.dataType)}
          onChange={dataType => edit.patch({ dataType })}
        />
        <FieldPicker
          label="Choice Value"
          object={object}
          value={set.valueField ?? ''}
          onChange={valueField => edit.patch({ valueField })}
        />
      </FieldGroup>
      <FieldGroup title="Store More Values of the Chosen Record">
        <ol className="millrace-rows">
          {set.outputAssignments.map(({ field, assignToReference }, i) => {
            const at = ['outputAssignments', i]
            const known = description?.fields.find(({ name }) => name.toLowerCase() === field.toLowerCase())
            return (
              <li key={i} className="millrace-row">
                <div className="millrace-row-fields">
                  <FieldPicker
                    label={`Field ${i + 1}`}
                    object={object}
                    value={field}
                    onChange={field => edit.patch({ field }, at)}
                  />
                  <FlowResourceField
                    label={`Variable ${i + 1}`}
                    value={assignToReference}
                    wanted={known ? fieldValueType(known) : null}
                    isTarget
                    onChange={assignToReference => edit.patch({ assignToReference }, at)}
                  />
                </div>
                <ButtonIcon
                  iconName="utility:delete"
                  assistiveText={`Remove field ${i + 1}`}
                  size="small"
                  onClick={() => edit.remove(at)}
                />
              </li>
            )
          })}
        </ol>
        <Button
          label="Add Field"
          iconName="utility:add"
          onClick={() => edit.add([], 'outputAssignments', { assignToReference: '', field: '' })}
        />
      </FieldGroup>
    </>
  )
}

function Limit({ name, limit }: { name: string; limit: number | null }) {
  const edit = useNamedEdit(name)
  return (
    <TextField
      label="Maximum Number of Choices"
      type="number"
      value={limit === null ? '' : String(limit)}
      onCommit={limit => edit.patch({ limit: limit || null })}
    />
  )
}
