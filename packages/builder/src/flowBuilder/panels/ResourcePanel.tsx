import { Button, Checkbox, ScopedNotification, Select } from '@millrace/components'
import {
  addResource,
  apiNameFromLabel,
  type Flow,
  type FlowResourceKind,
  type FlowVariable,
  freeName,
  mentionsOf,
  namesIn,
  patchNamed,
  removeResource,
  renameNamed,
  valuePatch,
  type XmlPatch,
} from '@millrace/metadata'
import { useState } from 'react'
import { FormulaField } from '../../formulaEditor/FormulaField.tsx'
import { TextField } from '../../pickers/fields.tsx'
import { ObjectPicker } from '../../pickers/SchemaPickers.tsx'
import { flowValueType, type ValueType } from '../../pickers/valueTypes.ts'
import { useFlowEdit } from '../editContext.ts'
import { newValue } from '../flowValues.ts'
import { CHOICE_SETS, ChoiceFields, ChoiceSetFields, choiceSetKind, type ChoiceSetKind } from './choicePanels.tsx'
import { FlowValueField, MergeText } from './rows.tsx'
import { WhereUsed } from './WhereUsed.tsx'

const DATA_TYPES = [
  { value: 'String', label: 'Text' },
  { value: 'SObject', label: 'Record' },
  { value: 'Number', label: 'Number' },
  { value: 'Currency', label: 'Currency' },
  { value: 'Boolean', label: 'Boolean' },
  { value: 'Date', label: 'Date' },
  { value: 'DateTime', label: 'Date/Time' },
  { value: 'Picklist', label: 'Picklist' },
  { value: 'Multipicklist', label: 'Multi-Select Picklist' },
]

const SCALAR_TYPES = DATA_TYPES.filter(({ value }) =>
  ['String', 'Number', 'Currency', 'Boolean', 'Date', 'DateTime'].includes(value),
)

/// What can be made: a kind of resource, or a choice set of a kind.
type NewKind = Exclude<FlowResourceKind, 'dynamicChoiceSets'> | ChoiceSetKind

const KINDS: readonly { readonly value: NewKind; readonly label: string }[] = [
  { value: 'variables', label: 'Variable' },
  { value: 'constants', label: 'Constant' },
  { value: 'formulas', label: 'Formula' },
  { value: 'textTemplates', label: 'Text Template' },
  { value: 'choices', label: 'Choice' },
  { value: 'records', label: CHOICE_SETS.records.label },
  { value: 'picklist', label: CHOICE_SETS.picklist.label },
  { value: 'collection', label: CHOICE_SETS.collection.label },
  { value: 'stages', label: 'Stage' },
]

const isChoiceSet = (kind: NewKind): kind is ChoiceSetKind =>
  kind === 'records' || kind === 'picklist' || kind === 'collection'

const hasDataType = (kind: NewKind): boolean => kind !== 'textTemplates' && kind !== 'stages' && !isChoiceSet(kind)

export interface NewResourceProps {
  readonly wanted: ValueType | null
  /// Gets the name; not called when nothing was made.
  onDone(name: string | null): void
}

/// A resource that is being made.
export function NewResource({ wanted, onDone }: NewResourceProps) {
  const { editing, flow, say } = useFlowEdit()
  const [kind, setKind] = useState<NewKind>('variables')
  const [name, setName] = useState('')
  const [dataType, setDataType] = useState(dataTypeOf(wanted))
  const [isCollection, setCollection] = useState(wanted?.isCollection ?? false)
  const [object, setObject] = useState(wanted?.object ?? '')
  const [isInput, setInput] = useState(false)
  const [isOutput, setOutput] = useState(false)
  const [isTried, setTried] = useState(false)
  const taken = namesIn(flow).some(one => one.toLowerCase() === name.toLowerCase())
  const nameError = !isTried
    ? null
    : !/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(name)
      ? 'A name has letters, digits and single underscores, a letter first.'
      : taken
        ? `There is a "${name}" already.`
        : null
  const objectError = isTried && kind === 'variables' && dataType === 'SObject' && object === ''
  const done = () => {
    setTried(true)
    const isFine =
      /^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(name) &&
      !taken &&
      !(kind === 'variables' && dataType === 'SObject' && !object)
    if (!isFine) return
    const content = contentOf(kind, { name, dataType, isCollection, object, isInput, isOutput })
    const tag = isChoiceSet(kind) ? 'dynamicChoiceSets' : kind
    editing.apply(`New ${name}`, flow => addResource(flow, tag, content))
    say(`${name} was made.`)
    onDone(name)
  }
  return (
    <form
      className="millrace-panel-fields"
      onSubmit={event => {
        event.preventDefault()
        done()
      }}
    >
      <div className="millrace-panel-head">
        <h2>New Resource</h2>
      </div>
      <Select label="Resource Type" value={kind} options={KINDS} onChange={value => setKind(value as NewKind)} />
      <TextField
        label="API Name"
        required
        focusAt={1}
        value={name}
        error={nameError}
        onCommit={text => setName(text.trim())}
      />
      {hasDataType(kind) && (
        <Select
          label="Data Type"
          value={dataType}
          options={kind === 'variables' ? DATA_TYPES : SCALAR_TYPES}
          onChange={setDataType}
        />
      )}
      {kind === 'variables' && (
        <>
          <Checkbox label="Allow multiple values (collection)" checked={isCollection} onChange={setCollection} />
          {dataType === 'SObject' && <ObjectPicker label="Object" required value={object} onChange={setObject} />}
          {objectError && <p className="slds-text-color_error">Choose an object.</p>}
          <fieldset>
            <legend className="slds-form-element__label">Availability Outside the Flow</legend>
            <Checkbox label="Available for input" checked={isInput} onChange={setInput} />
            <Checkbox label="Available for output" checked={isOutput} onChange={setOutput} />
          </fieldset>
        </>
      )}
      <div className="millrace-button-row">
        <Button label="Cancel" onClick={() => onDone(null)} />
        <Button label="Done" variant="brand" onClick={done} />
      </div>
    </form>
  )
}

function dataTypeOf(wanted: ValueType | null): string {
  const types = {
    Text: 'String',
    Number: 'Number',
    Boolean: 'Boolean',
    Date: 'Date',
    DateTime: 'DateTime',
    Time: 'Time',
    Record: 'SObject',
    Apex: 'Apex',
    Any: 'String',
  }
  return wanted ? types[wanted.kind] : 'String'
}

interface NewContent {
  name: string
  dataType: string
  isCollection: boolean
  object: string
  isInput: boolean
  isOutput: boolean
}

function contentOf(kind: NewKind, { name, dataType, isCollection, object, isInput, isOutput }: NewContent): XmlPatch {
  const scale = dataType === 'Number' || dataType === 'Currency' ? { scale: '2' } : {}
  switch (kind) {
    case 'variables':
      return {
        name,
        dataType,
        isCollection: String(isCollection),
        isInput: String(isInput),
        isOutput: String(isOutput),
        ...(dataType === 'SObject' ? { objectType: object } : {}),
        ...scale,
      }
    case 'constants':
      return { name, dataType }
    case 'formulas':
      return { name, dataType, expression: '', ...scale }
    case 'textTemplates':
      return { name, isViewedAsPlainText: 'true', text: '' }
    case 'stages':
      return { name, isActive: 'false', label: name, stageOrder: '1' }
    case 'choices':
      return { name, choiceText: name.replaceAll('_', ' '), dataType }
    default:
      return { name, ...CHOICE_SETS[kind].content }
  }
}

/// Whether the flow has a resource [name].
export const hasResource = (flow: Flow, name: string): boolean => allResources(flow).some(one => one.name === name)

const allResources = (flow: Flow) => [
  ...flow.variables,
  ...flow.constants,
  ...flow.formulas,
  ...flow.textTemplates,
  ...flow.stages,
  ...flow.choices,
  ...flow.dynamicChoiceSets,
]

/// The properties of a resource.
export function ResourcePanel({ name, isReadOnly, onClose }: { name: string; isReadOnly: boolean; onClose(): void }) {
  const { editing, flow, usedBy, open, say } = useFlowEdit()
  const variable = flow.variables.find(one => one.name === name)
  const any = allResources(flow).find(one => one.name === name)
  if (!any) return null
  const patch = (change: XmlPatch) => editing.apply(`Change ${name}`, flow => patchNamed(flow, name, change))
  const uses = usedBy.filter(({ inputs, outputs }) => inputs.includes(name) || outputs.includes(name))
  const rename = (text: string) => {
    const newName = freeName(
      apiNameFromLabel(text),
      namesIn(flow).filter(one => one !== name),
    )
    if (!newName || newName === name) return
    const count = mentionsOf(flow, name).length
    editing.apply(`Rename ${name}`, flow => renameNamed(flow, name, newName))
    say(`${name} is ${newName} now, also in ${count} ${count === 1 ? 'place' : 'places'} that mentioned it.`)
    open(newName)
  }
  return (
    <>
      <div className="millrace-panel-head">
        <h2>{kindLabel(flow, name)}</h2>
      </div>
      <fieldset disabled={isReadOnly} className="millrace-panel-fields">
        <legend className="slds-assistive-text">{name}</legend>
        {uses.length > 0 && (
          <ScopedNotification variant="warning">
            {uses.map(({ label }) => `"${label}"`).join(', ')} {uses.length === 1 ? 'uses' : 'use'} this variable by its
            name. Renaming it, or making it unavailable, breaks that.
          </ScopedNotification>
        )}
        <TextField label="API Name" required value={name} onCommit={rename} />
        <TextField
          label="Description"
          multiline
          rows={2}
          value={any.description ?? ''}
          onCommit={text => patch({ description: text || null })}
        />
        {variable && <VariableFields variable={variable} patch={patch} />}
        <OtherFields name={name} patch={patch} />
        <WhereUsed name={name} />
        <Button
          label="Delete"
          variant="text-destructive"
          iconName="utility:delete"
          onClick={() => {
            editing.apply(`Delete ${name}`, flow => removeResource(flow, name))
            say(`${name} was deleted.`)
            onClose()
          }}
        />
      </fieldset>
    </>
  )
}

function VariableFields({ variable, patch }: { variable: FlowVariable; patch(change: XmlPatch): void }) {
  const { dataType, isCollection, isInput, isOutput, objectType, scale } = variable
  const type = flowValueType(dataType, isCollection, objectType)
  const types = DATA_TYPES.some(({ value }) => value === dataType)
    ? DATA_TYPES
    : [{ value: dataType, label: dataType }, ...DATA_TYPES]
  return (
    <>
      <Select
        label="Data Type"
        value={dataType}
        options={types}
        onChange={dataType =>
          patch({
            dataType,
            value: null,
            objectType: dataType === 'SObject' ? (objectType ?? '') : null,
            scale: dataType === 'Number' || dataType === 'Currency' ? String(scale) : null,
          })
        }
      />
      <Checkbox
        label="Allow multiple values (collection)"
        checked={isCollection}
        onChange={isOn => patch({ isCollection: String(isOn) })}
      />
      {dataType === 'SObject' && (
        <ObjectPicker label="Object" required value={objectType ?? ''} onChange={objectType => patch({ objectType })} />
      )}
      {(dataType === 'Number' || dataType === 'Currency') && (
        <TextField
          label="Decimal Places"
          type="number"
          value={String(scale)}
          onCommit={scale => patch({ scale: scale || '0' })}
        />
      )}
      {!isCollection && dataType !== 'SObject' && (
        <FlowValueField
          label="Default Value"
          value={variable.value}
          wanted={type}
          onChange={text => patch({ value: valuePatch(newValue(text, type)) })}
        />
      )}
      <fieldset>
        <legend className="slds-form-element__label">Availability Outside the Flow</legend>
        <Checkbox label="Available for input" checked={isInput} onChange={isOn => patch({ isInput: String(isOn) })} />
        <Checkbox
          label="Available for output"
          checked={isOutput}
          onChange={isOn => patch({ isOutput: String(isOn) })}
        />
      </fieldset>
    </>
  )
}

function OtherFields({ name, patch }: { name: string; patch(change: XmlPatch): void }) {
  const { flow, resources } = useFlowEdit()
  const constant = flow.constants.find(one => one.name === name)
  const formula = flow.formulas.find(one => one.name === name)
  const template = flow.textTemplates.find(one => one.name === name)
  const stage = flow.stages.find(one => one.name === name)
  const choice = flow.choices.find(one => one.name === name)
  if (constant) {
    const type = flowValueType(constant.dataType, false, null)
    return (
      <>
        <Select
          label="Data Type"
          value={constant.dataType}
          options={SCALAR_TYPES}
          onChange={dataType => patch({ dataType, value: null })}
        />
        <FlowValueField
          label="Value"
          value={constant.value}
          wanted={type}
          onChange={text => patch({ value: valuePatch(newValue(text, type)) })}
        />
      </>
    )
  }
  if (formula)
    return (
      <>
        <Select
          label="Data Type"
          value={formula.dataType}
          options={SCALAR_TYPES}
          onChange={dataType =>
            patch({ dataType, scale: dataType === 'Number' || dataType === 'Currency' ? String(formula.scale) : null })
          }
        />
        {(formula.dataType === 'Number' || formula.dataType === 'Currency') && (
          <TextField
            label="Decimal Places"
            type="number"
            value={String(formula.scale)}
            onCommit={scale => patch({ scale: scale || '0' })}
          />
        )}
        <FormulaField
          label="Formula"
          value={formula.expression}
          resources={resources.filter(one => one.name !== name)}
          wanted={flowValueType(formula.dataType, false, null).kind}
          onCommit={expression => patch({ expression })}
        />
      </>
    )
  if (template)
    return (
      <>
        <Checkbox
          label="View as plain text"
          checked={template.isViewedAsPlainText}
          onChange={isOn => patch({ isViewedAsPlainText: String(isOn) })}
        />
        <MergeText label="Body" rows={8} value={template.text} onCommit={text => patch({ text })} />
      </>
    )
  if (stage)
    return (
      <>
        <TextField label="Label" value={stage.label} onCommit={label => patch({ label })} />
        <TextField
          label="Order"
          type="number"
          value={String(stage.stageOrder)}
          onCommit={stageOrder => patch({ stageOrder })}
        />
        <Checkbox
          label="Active by default"
          checked={stage.isActive}
          onChange={isOn => patch({ isActive: String(isOn) })}
        />
      </>
    )
  const choiceSet = flow.dynamicChoiceSets.find(one => one.name === name)
  if (choice) return <ChoiceFields choice={choice} />
  if (choiceSet) return <ChoiceSetFields set={choiceSet} />
  return null
}

function kindLabel(flow: Flow, name: string): string {
  const has = (list: readonly { readonly name: string }[]) => list.some(one => one.name === name)
  if (has(flow.variables)) return 'Variable'
  if (has(flow.constants)) return 'Constant'
  if (has(flow.formulas)) return 'Formula'
  if (has(flow.textTemplates)) return 'Text Template'
  if (has(flow.stages)) return 'Stage'
  const set = flow.dynamicChoiceSets.find(one => one.name === name)
  return set ? CHOICE_SETS[choiceSetKind(set)].label : 'Choice'
}
