import { Button, Checkbox, Select } from '@millrace/components'
import {
  applyEdits,
  type Flow,
  type FlowPath,
  type FlowTransform,
  type FlowTransformAction,
  valuePatch,
  type XmlPatch,
} from '@millrace/metadata'
import { useState } from 'react'
import { FormulaField } from '../../formulaEditor/FormulaField.tsx'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { type Resource, typeOfPath } from '../../pickers/resources.ts'
import { useSchema } from '../../pickers/schema.tsx'
import { FieldPicker, ObjectPicker, useField } from '../../pickers/SchemaPickers.tsx'
import { fieldValueType, fits, flowValueType, typeOf, type ValueType } from '../../pickers/valueTypes.ts'
import { FlowEditContext, useFlowEdit, useNamedEdit } from '../editContext.ts'
import { newValue } from '../flowValues.ts'
import { ANY_COLLECTION, FlowResourceField, FlowValueField, RowButtons } from './rows.tsx'
import { withOwn } from './start/startChoices.ts'

const EACH = '[$EachItem]'

const TARGETS = [
  { value: 'SObject', label: 'Record' },
  { value: 'String', label: 'Text' },
  { value: 'Number', label: 'Number' },
  { value: 'Currency', label: 'Currency' },
  { value: 'Boolean', label: 'Boolean' },
  { value: 'Date', label: 'Date' },
  { value: 'DateTime', label: 'Date/Time' },
  { value: 'Apex', label: 'Apex-Defined' },
]

/// Transform: the target data, and where each field of it comes from.
///
/// Source: Salesforce Help, "Flow Element: Transform".
export function TransformPanel({ element }: { element: FlowTransform }) {
  const edit = useNamedEdit(element.name)
  const context = useFlowEdit()
  const schema = useSchema()
  const written = sourceOf(element)
  const [chosen, setChosen] = useState('')
  const source = written || chosen
  const sourceType = typeOfPath(source, context.resources, schema)
  const resources =
    element.isCollection && source ? [eachItem(source, sourceType), ...context.resources] : context.resources
  const changeSource = (path: string) => {
    setChosen(path)
    if (written) context.editing.apply(`Change ${element.name}`, flow => withSource(flow, element.name, written, path))
  }
  return (
    <FlowEditContext value={{ ...context, resources }}>
      <Target element={element} />
      {element.isCollection && (
        <FieldGroup title="Source Data">
          <FlowResourceField
            label="Source Collection"
            required
            value={source}
            wanted={ANY_COLLECTION}
            onChange={changeSource}
          />
          <p className="slds-text-color_weak">Each item of it makes one item of the target.</p>
        </FieldGroup>
      )}
      {element.transformValues.map((_, i) => (
        <Mapping key={i} element={element} position={i} source={element.isCollection ? source : ''} type={sourceType} />
      ))}
      {element.transformValues.length === 0 && (
        <Button
          label="Map Data"
          iconName="utility:add"
          onClick={() => edit.add([], 'transformValues', { transformValueActions: [{ transformType: 'Map' }] })}
        />
      )}
    </FlowEditContext>
  )
}

function Target({ element }: { element: FlowTransform }) {
  const edit = useNamedEdit(element.name)
  const { dataType, isCollection, objectType, apexClass, scale } = element
  const hasScale = dataType === 'Number' || dataType === 'Currency'
  return (
    <FieldGroup title="Target Data">
      <Select
        label="Data Type"
        value={dataType}
        options={withOwn(TARGETS, dataType)}
        onChange={dataType =>
          edit.patch({
            dataType,
            objectType: dataType === 'SObject' ? '' : null,
            apexClass: dataType === 'Apex' ? '' : null,
            transformValues: null,
          })
        }
      />
      {dataType === 'SObject' && (
        <ObjectPicker
          label="Object"
          required
          value={objectType ?? ''}
          onChange={objectType => edit.patch({ objectType, transformValues: null })}
        />
      )}
      {dataType === 'Apex' && (
        <TextField
          label="Apex Class"
          required
          value={apexClass ?? ''}
          onCommit={apexClass => edit.patch({ apexClass })}
        />
      )}
      {hasScale && (
        <TextField
          label="Decimal Places"
          type="number"
          value={String(scale)}
          onCommit={scale => edit.patch({ scale: scale || '0' })}
        />
      )}
      <Checkbox
        label="Collection"
        checked={isCollection}
        onChange={isOn => edit.patch({ isCollection: String(isOn), transformValues: null })}
      />
    </FieldGroup>
  )
}

interface MappingProps {
  readonly element: FlowTransform
  readonly position: number
  /// The collection whose items are mapped; "" for none.
  readonly source: string
  readonly type: ValueType | undefined
}

function Mapping({ element, position, source, type }: MappingProps) {
  const edit = useNamedEdit(element.name)
  const schema = useSchema()
  const { transformValueActions: actions } = element.transformValues[position]!
  const at: FlowPath = ['transformValues', position]
  const hasFields = element.dataType === 'SObject' || element.dataType === 'Apex'
  const object = element.objectType ?? ''
  const mapSameNames = () => {
    const from = type?.kind === 'Record' && type.object ? schema.object(type.object) : undefined
    const taken = new Set(actions.map(({ outputFieldApiName }) => outputFieldApiName?.toLowerCase()))
    const same = (schema.object(object)?.fields ?? []).filter(field => {
      const own = from?.fields.find(({ name }) => name.toLowerCase() === field.name.toLowerCase())
      return (
        own &&
        field.createable &&
        !taken.has(field.name.toLowerCase()) &&
        fits(fieldValueType(own), fieldValueType(field))
      )
    })
    const empty = actions.filter(action => !action.outputFieldApiName && !action.value)
    edit.patch(
      {
        transformValueActions: [
          ...actions.filter(action => !empty.includes(action)).map(() => ({})),
          ...same.map(({ name }) => ({
            outputFieldApiName: name,
            transformType: 'Map',
            value: valuePatch({ kind: 'reference', path: `${source}${EACH}.${name}` }) ?? {},
          })),
        ],
      },
      at,
    )
  }
  const isSameNamesOffered = source !== '' && element.dataType === 'SObject' && type?.kind === 'Record'
  return (
    <FieldGroup title="Mapping">
      <ol className="millrace-rows">
        {actions.map((action, i) => (
          <li key={i} className="millrace-row">
            <Action
              element={element}
              action={action}
              path={[...at, 'transformValueActions', i]}
              number={i + 1}
              hasField={hasFields}
            />
            {hasFields && (
              <RowButtons what={`mapping ${i + 1}`} onRemove={() => edit.remove([...at, 'transformValueActions', i])} />
            )}
          </li>
        ))}
      </ol>
      {hasFields && (
        <div className="millrace-button-row">
          <Button
            label="Map Another Field"
            iconName="utility:add"
            onClick={() => edit.add(at, 'transformValueActions', { outputFieldApiName: '', transformType: 'Map' })}
          />
          {isSameNamesOffered && <Button label="Map Fields of the Same Name" onClick={mapSameNames} />}
        </div>
      )}
    </FieldGroup>
  )
}

interface ActionProps {
  readonly element: FlowTransform
  readonly action: FlowTransformAction
  readonly path: FlowPath
  readonly number: number
  readonly hasField: boolean
}

const HOW = [
  { value: 'Map', label: 'A value or resource' },
  { value: 'formula', label: 'A formula' },
  { value: 'Sum', label: 'The sum over a collection' },
  { value: 'Count', label: 'The number of items of a collection' },
]

function Action({ element, action, path, number, hasField }: ActionProps) {
  const edit = useNamedEdit(element.name)
  const { resources } = useFlowEdit()
  const object = element.objectType ?? ''
  const field = useField(object, action.outputFieldApiName ?? '')
  const wanted = hasField
    ? field
      ? fieldValueType(field)
      : null
    : flowValueType(element.dataType, false, element.objectType)
  const { value, transformType } = action
  const how = transformType === 'Map' && value?.kind === 'formula' ? 'formula' : transformType
  const formula = (expression: string): XmlPatch => ({
    value: valuePatch({ kind: 'formula', expression, dataType: field ? dataTypeOf(field.type) : element.dataType }),
  })
  return (
    <div className="millrace-row-fields">
      {hasField &&
        (element.dataType === 'SObject' ? (
          <FieldPicker
            label={`Target Field ${number}`}
            object={object}
            value={action.outputFieldApiName ?? ''}
            onChange={outputFieldApiName => edit.patch({ outputFieldApiName }, path)}
          />
        ) : (
          <TextField
            label={`Target Field ${number}`}
            value={action.outputFieldApiName ?? ''}
            onCommit={outputFieldApiName => edit.patch({ outputFieldApiName }, path)}
          />
        ))}
      <Select
        label={`Filled With ${number}`}
        value={how}
        options={withOwn(HOW, how)}
        onChange={how =>
          edit.patch(
            how === 'formula'
              ? { transformType: 'Map', inputParameters: null, ...formula('') }
              : { transformType: how, inputParameters: null, value: null },
            path,
          )
        }
      />
      {how === 'Map' && (
        <FlowValueField
          label={`Source ${number}`}
          value={value}
          wanted={wanted}
          picklist={field?.picklistValues}
          onChange={text => edit.patch({ value: valuePatch(newValue(text, wanted)) }, path)}
        />
      )}
      {how === 'formula' && (
        <FormulaField
          label={`Formula ${number}`}
          value={value?.kind === 'formula' ? value.expression : ''}
          resources={resources}
          wanted={wanted?.kind ?? 'Any'}
          onCommit={expression => edit.patch(formula(expression), path)}
        />
      )}
      {(how === 'Sum' || how === 'Count') && (
        <Aggregate element={element} action={action} path={path} number={number} />
      )}
    </div>
  )
}

function Aggregate({ element, action, path, number }: Omit<ActionProps, 'hasField'>) {
  const edit = useNamedEdit(element.name)
  const { resources } = useFlowEdit()
  const schema = useSchema()
  const given = (name: string) => action.inputParameters.find(one => one.name === name)?.value ?? null
  const values = given('aggregationValues') ?? action.value
  const collection = values?.kind === 'reference' ? values.path : ''
  const named = given('aggregationField')
  const field = named?.kind === 'string' ? named.text : ''
  const type = collection ? typeOfPath(collection, resources, schema) : undefined
  const set = (collection: string, field: string) =>
    edit.patch(
      {
        value: null,
        inputParameters: [
          ...(action.transformType === 'Sum' && field
            ? [{ name: 'aggregationField', value: valuePatch({ kind: 'string', text: field }) }]
            : []),
          { name: 'aggregationValues', value: valuePatch({ kind: 'reference', path: collection }) },
        ],
      },
      path,
    )
  return (
    <>
      <FlowResourceField
        label={`Collection ${number}`}
        required
        value={collection}
        wanted={ANY_COLLECTION}
        onChange={path => set(path, field)}
      />
      {action.transformType === 'Sum' && type?.kind === 'Record' && (
        <FieldPicker
          label={`Field to Sum ${number}`}
          object={type.object ?? ''}
          value={field}
          accepts={one => fieldValueType(one).kind === 'Number'}
          onChange={field => set(collection, field)}
        />
      )}
    </>
  )
}

/// The collection whose items the mappings name; "" when none does.
function sourceOf(element: FlowTransform): string {
  const text = element.transformValues
    .flatMap(({ transformValueActions }) => transformValueActions)
    .flatMap(({ value }) =>
      value?.kind === 'reference' ? [value.path] : value?.kind === 'formula' ? [value.expression] : [],
    )
    .find(path => path.includes(EACH))
  return /([\w.$]+)\[\$EachItem\]/.exec(text ?? '')?.[1] ?? ''
}

const eachItem = (source: string, type: ValueType | undefined): Resource => ({
  name: `${source}${EACH}`,
  label: `Each Item of ${source}`,
  group: 'Source Data',
  type: { ...(type ?? typeOf('Any')), isCollection: false },
})

/// The text in which the element's mappings go through another collection.
function withSource(flow: Flow, name: string, before: string, after: string): string {
  const element = flow.elements.find(one => one.name === name)
  if (!element) return flow.source
  const { span } = element.xml
  const text = flow.source.slice(span.start, span.end).replaceAll(`${before}${EACH}`, `${after}${EACH}`)
  return applyEdits(flow.source, [{ span, text }])
}

/// The data type of a formula for a field of [type], as the describe resource names it.
const dataTypeOf = (type: string): string =>
  ({ boolean: 'Boolean', int: 'Number', double: 'Number', percent: 'Number', currency: 'Currency', date: 'Date' })[
    type
  ] ?? (type === 'datetime' ? 'DateTime' : 'String')
