import { Button, ButtonIcon, Select } from '@millrace/components'
import {
  type FlowCondition,
  type FlowFieldAssignment,
  type FlowInputParameter,
  type FlowOutputParameter,
  type FlowPath,
  type FlowRecordFilter,
  type FlowValue,
  valuePatch,
} from '@millrace/metadata'
import { ConditionRows } from '../../pickers/ConditionRows.tsx'
import { TextField } from '../../pickers/fields.tsx'
import { ResourcePicker, ValuePicker } from '../../pickers/ResourcePicker.tsx'
import { typeOfPath } from '../../pickers/resources.ts'
import { useSchema } from '../../pickers/schema.tsx'
import { FieldPicker } from '../../pickers/SchemaPickers.tsx'
import { fieldValueType, typeOf, typeWords, type ValueType } from '../../pickers/valueTypes.ts'
import { type NamedEdit, useFlowEdit } from '../editContext.ts'
import { newValue, valueText } from '../flowValues.ts'
import { conditionOperators, filterOperators, rightType } from '../operators.ts'

interface ValueCellProps {
  label: string
  hideLabel?: boolean
  value: FlowValue | null
  wanted: ValueType | null
  onChange(text: string): void
  picklist?: readonly { value: string; label: string }[]
  required?: boolean
}

/// A value of the flow: typed, or one of its resources.
export function FlowValueField({ value, ...props }: ValueCellProps) {
  const { resources, newResource } = useFlowEdit()
  return <ValuePicker {...props} value={valueText(value)} resources={resources} onNewResource={newResource} />
}

/// A resource of the flow. [isTarget]: one that something can be stored in.
export function FlowResourceField(props: {
  label: string
  hideLabel?: boolean
  value: string
  wanted: ValueType | null
  onChange(path: string): void
  isTarget?: boolean
  required?: boolean
}) {
  const { resources, newResource } = useFlowEdit()
  const { isTarget, ...rest } = props
  const offered = isTarget ? resources.filter(({ isWritable, name }) => isWritable || name === '$Record') : resources
  return <ResourcePicker {...rest} resources={offered} onNewResource={newResource} />
}

/// Conditions of an outcome, a wait event or a collection filter, at [path] inside the element.
export function Conditions(props: {
  edit: NamedEdit
  path: FlowPath
  conditions: readonly FlowCondition[]
  logic: string | null
}) {
  const { edit, path, conditions, logic } = props
  const { resources } = useFlowEdit()
  const schema = useSchema()
  return (
    <ConditionRows
      logic={logic}
      onLogic={conditionLogic => edit.patch({ conditionLogic }, path)}
      onAdd={() => edit.add(path, 'conditions', { leftValueReference: '', operator: 'EqualTo' })}
      rows={conditions.map((condition, i) => {
        const at = [...path, 'conditions', i]
        const left = typeOfPath(condition.leftValueReference, resources, schema)
        const wanted = rightType(condition.operator, left)
        const patchRight = (text: string, type: ValueType | null) =>
          edit.patch({ rightValue: valuePatch(newValue(text, type)) }, at)
        return {
          left: (
            <FlowResourceField
              label={`Resource ${i + 1}`}
              value={condition.leftValueReference}
              wanted={null}
              onChange={leftValueReference => edit.patch({ leftValueReference }, at)}
            />
          ),
          operator: condition.operator,
          operators: conditionOperators(left),
          onOperator: operator => {
            const isTest = rightType(operator, left)?.kind === 'Boolean' && left?.kind !== 'Boolean'
            edit.patch(
              isTest && condition.rightValue?.kind !== 'boolean'
                ? { operator, rightValue: valuePatch({ kind: 'boolean', value: true }) }
                : { operator },
              at,
            )
          },
          right: (
            <FlowValueField
              label={`Value ${i + 1}`}
              value={condition.rightValue}
              wanted={wanted}
              onChange={text => patchRight(text, wanted)}
            />
          ),
          onRemove: () => edit.remove(at),
        }
      })}
    />
  )
}

/// The filters of a data element.
export function Filters(props: {
  edit: NamedEdit
  object: string
  filters: readonly FlowRecordFilter[]
  logic: string | null
  whenEmpty: string
}) {
  const { edit, object, filters, logic, whenEmpty } = props
  const description = useSchema().object(object)
  return (
    <ConditionRows
      logic={logic}
      onLogic={filterLogic => edit.patch({ filterLogic })}
      addLabel="Add Condition"
      whenEmpty={whenEmpty}
      onAdd={() => {
        if (logic === null && filters.length === 0) edit.patch({ filterLogic: 'and' })
        edit.add([], 'filters', { field: '', operator: 'EqualTo' })
      }}
      rows={filters.map((filter, i) => {
        const at = ['filters', i]
        const field = description?.fields.find(({ name }) => name.toLowerCase() === filter.field.toLowerCase())
        const left = field && fieldValueType(field)
        const wanted = rightType(filter.operator, left)
        return {
          left: (
            <FieldPicker
              label={`Field ${i + 1}`}
              object={object}
              value={filter.field}
              onChange={field => edit.patch({ field }, at)}
            />
          ),
          operator: filter.operator,
          operators: filterOperators(left),
          onOperator: operator =>
            edit.patch(
              operator === 'IsNull' && filter.value?.kind !== 'boolean'
                ? { operator, value: valuePatch({ kind: 'boolean', value: true }) }
                : { operator },
              at,
            ),
          right: (
            <FlowValueField
              label={`Value ${i + 1}`}
              value={filter.value}
              wanted={wanted}
              picklist={field?.picklistValues}
              onChange={text => edit.patch({ value: valuePatch(newValue(text, wanted)) }, at)}
            />
          ),
          onRemove: () => edit.remove(at),
        }
      })}
    />
  )
}

/// Fields of a record with the values they are set to.
export function FieldValues(props: {
  edit: NamedEdit
  object: string
  assignments: readonly FlowFieldAssignment[]
  isNew?: boolean
}) {
  const { edit, object, assignments, isNew } = props
  const description = useSchema().object(object)
  return (
    <div>
      <ol className="millrace-rows">
        {assignments.map((assignment, i) => {
          const at = ['inputAssignments', i]
          const field = description?.fields.find(({ name }) => name.toLowerCase() === assignment.field.toLowerCase())
          const wanted = field ? fieldValueType(field) : null
          return (
            <li key={i} className="millrace-row">
              <div className="millrace-row-fields">
                <FieldPicker
                  label={`Field to Set ${i + 1}`}
                  object={object}
                  value={assignment.field}
                  accepts={field => (isNew ? field.createable : field.updateable)}
                  onChange={field => edit.patch({ field }, at)}
                />
                <FlowValueField
                  label={`New Value ${i + 1}`}
                  value={assignment.value}
                  wanted={wanted}
                  picklist={field?.picklistValues}
                  onChange={text => edit.patch({ value: valuePatch(newValue(text, wanted)) }, at)}
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
        onClick={() => edit.add([], 'inputAssignments', { field: '' })}
      />
    </div>
  )
}

export interface Parameter {
  readonly name: string
  readonly type: ValueType
  readonly required?: boolean
}

/// What goes into a subflow or an action: every declared input, set or not.
export function InputParameters(props: {
  edit: NamedEdit
  path?: FlowPath
  tag: string
  given: readonly FlowInputParameter[]
  declared: readonly Parameter[]
}) {
  const { edit, path = [], tag, given, declared } = props
  const undeclared = given.filter(({ name }) => !declared.some(one => one.name === name))
  const set = (name: string, text: string, type: ValueType | null) => {
    const at = given.findIndex(one => one.name === name)
    const value = valuePatch(newValue(text, type))
    if (at < 0) {
      if (value) edit.add(path, tag, { name, value })
    } else if (value) edit.patch({ value }, [...path, tag, at])
    else edit.remove([...path, tag, at])
  }
  return (
    <>
      {declared.map(({ name, type, required }) => (
        <FlowValueField
          key={name}
          label={`${name} (${typeWords(type) || 'any value'})`}
          required={required}
          value={given.find(one => one.name === name)?.value ?? null}
          wanted={type}
          onChange={text => set(name, text, type)}
        />
      ))}
      {undeclared.map(({ name, value }) => (
        <FlowValueField
          key={name}
          label={`${name} (not declared)`}
          value={value}
          wanted={null}
          onChange={text => set(name, text, null)}
        />
      ))}
    </>
  )
}

/// Where the outputs of a subflow or an action go: kept by the element, or into variables.
export function OutputParameters(props: {
  edit: NamedEdit
  tag: string
  isAutomatic: boolean
  given: readonly FlowOutputParameter[]
  declared: readonly Parameter[]
}) {
  const { edit, tag, isAutomatic, given, declared } = props
  const undeclared = given.filter(({ name }) => !declared.some(one => one.name === name))
  const rows = [...declared, ...undeclared.map(({ name }) => ({ name, type: typeOf('Any'), isUndeclared: true }))]
  return (
    <>
      <Select
        label="Store Output"
        value={isAutomatic ? 'automatic' : 'manual'}
        onChange={value =>
          edit.patch({
            storeOutputAutomatically: value === 'automatic' ? 'true' : 'false',
            ...(value === 'automatic' ? { [tag]: null } : {}),
          })
        }
        options={[
          { value: 'automatic', label: 'Automatically store all output' },
          { value: 'manual', label: 'Choose variables' },
        ]}
      />
      {!isAutomatic &&
        rows.map(({ name, type, ...row }) => {
          const at = given.findIndex(one => one.name === name)
          return (
            <FlowResourceField
              key={name}
              label={'isUndeclared' in row ? `${name} (not declared)` : `${name} (${typeWords(type) || 'any value'})`}
              value={given[at]?.assignToReference ?? ''}
              wanted={type.kind === 'Any' ? null : type}
              isTarget
              onChange={path => {
                if (at < 0) edit.add([], tag, { assignToReference: path, name })
                else if (path) edit.patch({ assignToReference: path }, [tag, at])
                else edit.remove([tag, at])
              }}
            />
          )
        })}
    </>
  )
}

/// Text with references in it.
export function MergeText({
  label,
  value,
  onCommit,
  rows,
  required,
}: {
  label: string
  value: string
  onCommit(text: string): void
  rows?: number
  required?: boolean
}) {
  const { resources, newResource } = useFlowEdit()
  return (
    <>
      <TextField label={label} multiline rows={rows} required={required} value={value} onCommit={onCommit} />
      <ResourcePicker
        label={`Insert a resource into ${label}`}
        value=""
        wanted={null}
        resources={resources}
        onNewResource={newResource}
        onChange={path => path && onCommit(`${value}{!${path}}`)}
      />
    </>
  )
}

/// What can be done with one of several rows.
export function RowButtons({
  what,
  onUp,
  onDown,
  onRemove,
}: {
  what: string
  onUp?: () => void
  onDown?: () => void
  onRemove: () => void
}) {
  return (
    <div className="millrace-row-buttons">
      {onUp && <ButtonIcon iconName="utility:up" assistiveText={`Move ${what} up`} size="small" onClick={onUp} />}
      {onDown && (
        <ButtonIcon iconName="utility:down" assistiveText={`Move ${what} down`} size="small" onClick={onDown} />
      )}
      <ButtonIcon iconName="utility:delete" assistiveText={`Remove ${what}`} size="small" onClick={onRemove} />
    </div>
  )
}

export const ANY_COLLECTION = typeOf('Any', true)
