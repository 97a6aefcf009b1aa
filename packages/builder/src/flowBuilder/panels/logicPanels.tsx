import { Button, Checkbox, Select } from '@millrace/components'
import {
  type FlowAssignment,
  type FlowCollectionProcessor,
  type FlowCustomError,
  type FlowDecision,
  type FlowLoop,
  type FlowTransform,
  type FlowWait,
  apiNameFromLabel,
  freeName,
  namesIn,
  renameNamed,
  renameOutcome,
  valuePatch,
} from '@millrace/metadata'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { FormulaField } from '../../formulaEditor/FormulaField.tsx'
import { typeOfPath } from '../../pickers/resources.ts'
import { useSchema } from '../../pickers/schema.tsx'
import { FieldPicker } from '../../pickers/SchemaPickers.tsx'
import { typeOf } from '../../pickers/valueTypes.ts'
import { useFlowEdit, useNamedEdit } from '../editContext.ts'
import { newValue, valueText } from '../flowValues.ts'
import { assignmentOperators, operandType } from '../operators.ts'
import {
  ANY_COLLECTION,
  Conditions,
  FlowResourceField,
  FlowValueField,
  InputParameters,
  MergeText,
  RowButtons,
} from './rows.tsx'

export function AssignmentPanel({ element }: { element: FlowAssignment }) {
  const edit = useNamedEdit(element.name)
  const { resources } = useFlowEdit()
  const schema = useSchema()
  const { assignmentItems: items } = element
  return (
    <FieldGroup title="Set Variable Values">
      <ol className="millrace-rows">
        {items.map((item, i) => {
          const at = ['assignmentItems', i]
          const type = typeOfPath(item.assignToReference, resources, schema)
          const wanted = operandType(item.operator, type)
          const operators = assignmentOperators(type)
          const own = operators.some(({ value }) => value === item.operator)
          return (
            <li key={i} className="millrace-row">
              <div className="millrace-row-fields">
                <FlowResourceField
                  label={`Variable ${i + 1}`}
                  value={item.assignToReference}
                  wanted={null}
                  isTarget
                  onChange={assignToReference => edit.patch({ assignToReference }, at)}
                />
                <div className="millrace-row-operator">
                  <Select
                    label={`Operator ${i + 1}`}
                    value={item.operator}
                    options={
                      own ? operators : [{ value: item.operator, label: item.operator || 'Choose…' }, ...operators]
                    }
                    onChange={operator => edit.patch({ operator }, at)}
                  />
                </div>
                <FlowValueField
                  label={`Value ${i + 1}`}
                  value={item.value}
                  wanted={wanted}
                  onChange={text => edit.patch({ value: valuePatch(newValue(text, wanted ?? itemType(type))) }, at)}
                />
              </div>
              <RowButtons
                what={`assignment ${i + 1}`}
                onUp={i > 0 ? () => edit.swap([], 'assignmentItems', i - 1) : undefined}
                onDown={i < items.length - 1 ? () => edit.swap([], 'assignmentItems', i) : undefined}
                onRemove={() => edit.remove(at)}
              />
            </li>
          )
        })}
      </ol>
      <Button
        label="Add Assignment"
        iconName="utility:add"
        onClick={() => edit.add([], 'assignmentItems', { assignToReference: '', operator: 'Assign' })}
      />
    </FieldGroup>
  )
}

const itemType = (type: ReturnType<typeof typeOfPath>) => (type ? { ...type, isCollection: false } : null)

export function DecisionPanel({ element }: { element: FlowDecision }) {
  const edit = useNamedEdit(element.name)
  const { editing, flow } = useFlowEdit()
  const { rules } = element
  const relabel = (i: number, label: string) => {
    const rule = rules[i]!
    const derived = apiNameFromLabel(label)
    // A name that was made of the label goes on being made of it.
    const follows = /_Outcome_\d+$/.test(rule.name) || rule.name.replace(/_\d+$/, '') === apiNameFromLabel(rule.label)
    edit.patch({ label }, ['rules', i])
    if (follows && derived)
      editing.apply(`Change ${element.name}`, flow =>
        renameOutcome(flow, element.name, i, freeName(derived, others(flow, rule.name))),
      )
  }
  const addOutcome = () => {
    const name = freeName(`${element.name}_Outcome_${rules.length + 1}`, namesIn(flow))
    const onward = element.defaultConnector?.targetReference
    edit.add([], 'rules', {
      name,
      conditionLogic: 'and',
      label: `Outcome ${rules.length + 1}`,
      ...(onward && { connector: { targetReference: onward } }),
    })
  }
  return (
    <>
      {rules.map((rule, i) => (
        <FieldGroup key={i} title={`Outcome ${i + 1}: ${rule.label}`}>
          <TextField
            label={`Outcome Label ${i + 1}`}
            required
            value={rule.label}
            onCommit={label => relabel(i, label)}
          />
          <TextField
            label={`Outcome API Name ${i + 1}`}
            required
            value={rule.name}
            onCommit={name => editing.apply(`Rename ${rule.name}`, flow => renameOutcome(flow, element.name, i, name))}
          />
          <Conditions edit={edit} path={['rules', i]} conditions={rule.conditions} logic={rule.conditionLogic} />
          <RowButtons
            what={`outcome ${rule.label}`}
            onUp={i > 0 ? () => edit.swap([], 'rules', i - 1) : undefined}
            onDown={i < rules.length - 1 ? () => edit.swap([], 'rules', i) : undefined}
            onRemove={() => edit.remove(['rules', i])}
          />
        </FieldGroup>
      ))}
      <Button label="Add Outcome" iconName="utility:add" onClick={addOutcome} />
      <FieldGroup title="Default Outcome">
        <TextField
          label="Default Outcome Label"
          value={element.defaultConnectorLabel ?? ''}
          onCommit={defaultConnectorLabel => edit.patch({ defaultConnectorLabel })}
          help="Taken when no other outcome's conditions are met. Outcomes are tried from top to bottom."
        />
      </FieldGroup>
    </>
  )
}

const others = (flow: Parameters<typeof renameNamed>[0], name: string): string[] =>
  namesIn(flow).filter(one => one !== name)

export function LoopPanel({ element }: { element: FlowLoop }) {
  const edit = useNamedEdit(element.name)
  const isAutomatic = element.assignNextValueToReference === null
  return (
    <>
      <FieldGroup title="Select Collection Variable">
        <FlowResourceField
          label="Collection Variable"
          required
          value={element.collectionReference}
          wanted={ANY_COLLECTION}
          onChange={collectionReference => edit.patch({ collectionReference })}
        />
        <Select
          label="Direction"
          value={element.iterationOrder}
          options={[
            { value: 'Asc', label: 'First item to last item' },
            { value: 'Desc', label: 'Last item to first item' },
          ]}
          onChange={iterationOrder => edit.patch({ iterationOrder })}
        />
      </FieldGroup>
      <FieldGroup title="Loop Variable">
        <Checkbox
          label="Store the current item in a variable that I choose"
          checked={!isAutomatic}
          onChange={isOn => edit.patch({ assignNextValueToReference: isOn ? '' : null })}
        />
        {isAutomatic ? (
          <p className="slds-text-color_weak">
            The current item is {'{!'}
            {element.name}
            {'}'}.
          </p>
        ) : (
          <FlowResourceField
            label="Loop Variable"
            value={element.assignNextValueToReference ?? ''}
            wanted={null}
            isTarget
            onChange={assignNextValueToReference => edit.patch({ assignNextValueToReference })}
          />
        )}
      </FieldGroup>
    </>
  )
}

export function CollectionPanel({ element }: { element: FlowCollectionProcessor }) {
  const edit = useNamedEdit(element.name)
  const { resources } = useFlowEdit()
  const schema = useSchema()
  const isSort = /sort/i.test(element.collectionProcessorType)
  const isFilter = /filter/i.test(element.collectionProcessorType)
  const type = typeOfPath(element.collectionReference, resources, schema)
  return (
    <>
      <FieldGroup title={isSort ? 'Collection to Sort' : 'Collection'}>
        <FlowResourceField
          label="Collection Variable"
          required
          value={element.collectionReference}
          wanted={ANY_COLLECTION}
          onChange={collectionReference => edit.patch({ collectionReference })}
        />
      </FieldGroup>
      {isSort && (
        <FieldGroup title="Sort Options">
          {element.sortOptions.map((option, i) => (
            <div key={i} className="millrace-row">
              <div className="millrace-row-fields">
                {type?.kind === 'Record' && (
                  <FieldPicker
                    label={`Sort By ${i + 1}`}
                    object={type.object ?? ''}
                    value={option.sortField ?? ''}
                    onChange={sortField => edit.patch({ sortField: sortField || null }, ['sortOptions', i])}
                  />
                )}
                <Select
                  label={`Sort Order ${i + 1}`}
                  value={option.sortOrder}
                  options={[
                    { value: 'Asc', label: 'Ascending' },
                    { value: 'Desc', label: 'Descending' },
                  ]}
                  onChange={sortOrder => edit.patch({ sortOrder }, ['sortOptions', i])}
                />
                <Checkbox
                  label="Put empty string and null values first"
                  checked={option.doesPutEmptyStringAndNullFirst}
                  onChange={isOn => edit.patch({ doesPutEmptyStringAndNullFirst: String(isOn) }, ['sortOptions', i])}
                />
              </div>
              <RowButtons what={`sort option ${i + 1}`} onRemove={() => edit.remove(['sortOptions', i])} />
            </div>
          ))}
          {element.sortOptions.length < 3 && (
            <Button
              label="Add Sort Option"
              iconName="utility:add"
              onClick={() => edit.add([], 'sortOptions', { doesPutEmptyStringAndNullFirst: 'false', sortOrder: 'Asc' })}
            />
          )}
          <TextField
            label="Maximum Number of Items"
            type="number"
            value={element.limit === null ? '' : String(element.limit)}
            onCommit={limit => edit.patch({ limit: limit || null })}
            help="Empty: all of them."
          />
        </FieldGroup>
      )}
      {isFilter && (
        <FieldGroup title="Filter Conditions">
          {element.formula === null ? (
            <Conditions edit={edit} path={[]} conditions={element.conditions} logic={element.conditionLogic} />
          ) : (
            <FormulaField
              label="Formula"
              value={element.formula}
              resources={resources}
              wanted="Boolean"
              onCommit={formula => edit.patch({ formula })}
            />
          )}
        </FieldGroup>
      )}
      {!isSort && !isFilter && <Kept what="Mapping of items" />}
    </>
  )
}

export function TransformPanel({ element }: { element: FlowTransform }) {
  return (
    <FieldGroup title="Target Data">
      <p>
        {element.objectType ?? element.apexClass ?? element.dataType}
        {element.isCollection ? ' collection' : ''}
      </p>
      <ol className="millrace-rows">
        {element.transformValues.flatMap(({ transformValueActions }) =>
          transformValueActions.map((action, i) => (
            <li key={`${action.outputFieldApiName} ${i}`}>
              <strong>{action.outputFieldApiName ?? 'Items'}</strong> = {action.transformType}{' '}
              <code>{valueText(action.value)}</code>
              {action.inputParameters.map(({ name, value }) => (
                <div key={name}>
                  {name}: <code>{valueText(value)}</code>
                </div>
              ))}
            </li>
          )),
        )}
      </ol>
      <Kept what="The transformation" />
    </FieldGroup>
  )
}

const Kept = ({ what }: { what: string }) => (
  <p className="slds-text-color_weak">{what} is shown and kept as it is in the file; change it there.</p>
)

export function WaitPanel({ element }: { element: FlowWait }) {
  const edit = useNamedEdit(element.name)
  const { flow } = useFlowEdit()
  return (
    <>
      {element.waitEvents.map((event, i) => (
        <FieldGroup key={i} title={`Event: ${event.label}`}>
          <TextField
            label={`Event Label ${i + 1}`}
            required
            value={event.label}
            onCommit={label => edit.patch({ label }, ['waitEvents', i])}
          />
          <Select
            label={`Event Type ${i + 1}`}
            value={event.eventType}
            options={[
              { value: 'AlarmEvent', label: 'Specified Time' },
              { value: 'DateRefAlarmEvent', label: 'Date Field of a Record' },
              ...(/^(DateRef)?AlarmEvent$/.test(event.eventType)
                ? []
                : [{ value: event.eventType, label: event.eventType }]),
            ]}
            onChange={eventType => edit.patch({ eventType }, ['waitEvents', i])}
          />
          <InputParameters
            edit={edit}
            path={['waitEvents', i]}
            tag="inputParameters"
            given={event.inputParameters}
            declared={event.eventType === 'DateRefAlarmEvent' ? DATE_FIELD_INPUTS : ALARM_INPUTS}
          />
          <Conditions edit={edit} path={['waitEvents', i]} conditions={event.conditions} logic={event.conditionLogic} />
          <RowButtons what={`event ${event.label}`} onRemove={() => edit.remove(['waitEvents', i])} />
        </FieldGroup>
      ))}
      <Button
        label="Add Event"
        iconName="utility:add"
        onClick={() =>
          edit.add([], 'waitEvents', {
            name: freeName(`${element.name}_Event_${element.waitEvents.length + 1}`, namesIn(flow)),
            conditionLogic: 'and',
            eventType: 'AlarmEvent',
            label: `Event ${element.waitEvents.length + 1}`,
          })
        }
      />
    </>
  )
}

const ALARM_INPUTS = [
  { name: 'AlarmTime', type: typeOf('DateTime'), required: true },
  { name: 'TimeOffset', type: typeOf('Number') },
  { name: 'TimeOffsetUnit', type: typeOf('Text') },
]

const DATE_FIELD_INPUTS = [
  { name: 'TimeTableColumnEnumOrId', type: typeOf('Text'), required: true },
  { name: 'TimeFieldColumnEnumOrId', type: typeOf('Text'), required: true },
  { name: 'EntityObjectId', type: typeOf('Text'), required: true },
  { name: 'TimeOffset', type: typeOf('Number') },
  { name: 'TimeOffsetUnit', type: typeOf('Text') },
]

export function CustomErrorPanel({ element }: { element: FlowCustomError }) {
  const edit = useNamedEdit(element.name)
  return (
    <>
      {element.customErrorMessages.map((message, i) => (
        <FieldGroup key={i} title={`Error Message ${i + 1}`}>
          <MergeText
            label={`Message ${i + 1}`}
            required
            value={message.errorMessage}
            onCommit={errorMessage => edit.patch({ errorMessage }, ['customErrorMessages', i])}
          />
          <Checkbox
            label="Show it at a field"
            checked={message.isFieldError}
            onChange={isOn =>
              edit.patch({ isFieldError: String(isOn), fieldSelection: isOn ? (message.fieldSelection ?? '') : null }, [
                'customErrorMessages',
                i,
              ])
            }
          />
          {message.isFieldError && (
            <TextField
              label={`Field ${i + 1}`}
              value={message.fieldSelection ?? ''}
              onCommit={fieldSelection => edit.patch({ fieldSelection }, ['customErrorMessages', i])}
            />
          )}
        </FieldGroup>
      ))}
      <Button
        label="Add Error Message"
        iconName="utility:add"
        onClick={() => edit.add([], 'customErrorMessages', { errorMessage: '', isFieldError: 'false' })}
      />
    </>
  )
}
