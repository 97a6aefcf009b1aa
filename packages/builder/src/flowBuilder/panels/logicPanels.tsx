import { Button, Checkbox, Select } from '@millrace/components'
import {
  type FlowAssignment,
  type FlowCollectionProcessor,
  type FlowDecision,
  type FlowLoop,
  addResource,
  apiNameFromLabel,
  type Flow,
  freeName,
  namesIn,
  parseFlow,
  patchNamed,
  renameNamed,
  renameOutcome,
  valuePatch,
} from '@millrace/metadata'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { FormulaField } from '../../formulaEditor/FormulaField.tsx'
import { typeOfPath } from '../../pickers/resources.ts'
import type { ValueType } from '../../pickers/valueTypes.ts'
import { useSchema } from '../../pickers/schema.tsx'
import { FieldPicker } from '../../pickers/SchemaPickers.tsx'
import { hasTag, useFlowEdit, useNamedEdit } from '../editContext.ts'
import { newValue } from '../flowValues.ts'
import { assignmentOperators, operandType } from '../operators.ts'
import { ANY_COLLECTION, Conditions, FlowResourceField, FlowValueField, RowButtons } from './rows.tsx'

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
  const isAutomatic = !hasTag(element.xml, 'assignNextValueToReference')
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
  const { editing, resources } = useFlowEdit()
  const schema = useSchema()
  const isSort = /sort/i.test(element.collectionProcessorType)
  const isFilter = /filter/i.test(element.collectionProcessorType)
  const type = typeOfPath(element.collectionReference, resources, schema)
  const choose = (collectionReference: string) => {
    const item = typeOfPath(collectionReference, resources, schema)
    editing.apply(`Change ${element.name}`, flow => {
      const text = patchNamed(flow, element.name, { collectionReference })
      const changed = isFilter && item ? parseFlow(text, flow.file).flow : null
      return changed && item ? withItemVariable(changed, element, item) : text
    })
  }
  return (
    <>
      <FieldGroup title={isSort ? 'Collection to Sort' : 'Collection'}>
        <FlowResourceField
          label="Collection Variable"
          required
          value={element.collectionReference}
          wanted={ANY_COLLECTION}
          onChange={choose}
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
          <Select
            label="How to Filter"
            value={element.formula === null ? 'conditions' : 'formula'}
            options={[
              { value: 'conditions', label: 'Conditions' },
              { value: 'formula', label: 'Formula Evaluates to True' },
            ]}
            onChange={value =>
              edit.patch(
                value === 'formula'
                  ? { formula: '', conditions: null, conditionLogic: 'formula_evaluates_to_true' }
                  : { formula: null, conditionLogic: 'and' },
              )
            }
          />
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
      {!isSort && !isFilter && (
        <p className="slds-text-color_weak">
          Mapping of items is shown and kept as it is in the file; change it there.
        </p>
      )}
    </>
  )
}

/// The text with the variable that holds the item a filter looks at, as Flow Builder makes it.
function withItemVariable(flow: Flow, { assignNextValueToReference: name }: FlowCollectionProcessor, item: ValueType) {
  if (!name) return flow.source
  const type = { dataType: DATA_TYPES[item.kind] ?? 'String', objectType: item.kind === 'Record' ? item.object : null }
  if (flow.variables.some(variable => variable.name === name)) return patchNamed(flow, name, type)
  return addResource(flow, 'variables', { name, ...type, isCollection: 'false', isInput: 'false', isOutput: 'false' })
}

const DATA_TYPES: Readonly<Partial<Record<ValueType['kind'], string>>> = {
  Record: 'SObject',
  Text: 'String',
  Number: 'Number',
  Boolean: 'Boolean',
  Date: 'Date',
  DateTime: 'DateTime',
}
