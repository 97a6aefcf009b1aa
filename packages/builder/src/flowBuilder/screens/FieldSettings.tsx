import { ButtonIcon, Checkbox, Icon, ScopedNotification, Select } from '@millrace/components'
import {
  apiNameFromLabel,
  type FlowScreenField,
  freeName,
  mentionsOf,
  namesIn,
  renameScreenField,
  type ScreenPlace,
  valuePatch,
} from '@millrace/metadata'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { flowValueType } from '../../pickers/valueTypes.ts'
import { type NamedEdit, useFlowEdit } from '../editContext.ts'
import { newValue } from '../flowValues.ts'
import { Conditions, FlowValueField } from '../panels/rows.tsx'
import { ChoiceSettings } from './ChoiceSettings.tsx'
import { ExtensionSettings } from './ExtensionSettings.tsx'
import { type FieldProps, hasDecimals, MergeField, Revisited, Validation } from './fieldParts.tsx'
import { RichTextField } from './RichTextField.tsx'
import { useFieldEdit, useScreenEdit } from './screenContext.ts'
import { fieldTitle, kindOfField } from './screenParts.ts'
import { columnBeside, isRepeater, isSection, stepFrom } from './screenPlaces.ts'
import { SectionSettings } from './SectionSettings.tsx'

/// The properties of a component of the screen.
export function FieldSettings({ field, place }: FieldProps) {
  const { isReadOnly, problemsAt } = useScreenEdit()
  const kind = kindOfField(field)
  const hasParts = isSection(field) || isRepeater(field)
  const problems = hasParts ? [] : problemsAt(place).filter(({ severity }) => severity !== 'info')
  return (
    <>
      <div className="millrace-panel-head">
        <Icon name={kind.iconName} size="small" />
        <h2>{kind.label}</h2>
      </div>
      {!isReadOnly && <FieldButtons field={field} place={place} />}
      {problems.map(({ code, message, severity, line, column }) => (
        <ScopedNotification key={`${code} ${line} ${column}`} variant={severity === 'error' ? 'error' : 'warning'}>
          {message}
        </ScopedNotification>
      ))}
      <fieldset disabled={isReadOnly} className="millrace-panel-fields">
        <legend className="slds-assistive-text">{fieldTitle(field)}</legend>
        <OwnFields field={field} place={place} />
        <Visibility field={field} place={place} />
      </fieldset>
    </>
  )
}

function FieldButtons({ field, place }: FieldProps) {
  const editing = useScreenEdit()
  const { fields } = editing.screen
  const mayStep = (step: 1 | -1) => stepFrom(fields, { field, place }, step) !== null
  const mayAside = (step: 1 | -1) => columnBeside(fields, place, step) !== null
  return (
    <div className="screen-field-buttons" role="group" aria-label="Component">
      <ButtonIcon
        iconName="utility:up"
        assistiveText="Move Up"
        variant="border"
        disabled={!mayStep(-1)}
        onClick={() => editing.step(place, -1)}
      />
      <ButtonIcon
        iconName="utility:down"
        assistiveText="Move Down"
        variant="border"
        disabled={!mayStep(1)}
        onClick={() => editing.step(place, 1)}
      />
      {place.length > 2 && (
        <>
          <ButtonIcon
            iconName="utility:left"
            assistiveText="Move to Column Before"
            variant="border"
            disabled={!mayAside(-1)}
            onClick={() => editing.aside(place, -1)}
          />
          <ButtonIcon
            iconName="utility:right"
            assistiveText="Move to Next Column"
            variant="border"
            disabled={!mayAside(1)}
            onClick={() => editing.aside(place, 1)}
          />
        </>
      )}
      <ButtonIcon
        iconName="utility:copy"
        assistiveText="Duplicate"
        variant="border"
        onClick={() => editing.duplicate(place)}
      />
      <ButtonIcon
        iconName="utility:delete"
        assistiveText="Delete"
        variant="border"
        onClick={() => editing.remove(place)}
      />
    </div>
  )
}

function OwnFields({ field, place }: FieldProps) {
  switch (field.fieldType) {
    case 'DisplayText':
      return <DisplayText field={field} place={place} />
    case 'InputField':
    case 'LargeTextArea':
    case 'PasswordField':
      return <Input field={field} place={place} />
    case 'DropdownBox':
    case 'RadioButtons':
    case 'RadioButtonGroup':
    case 'MultiSelectCheckboxes':
    case 'MultiSelectPicklist':
    case 'ComponentChoice':
    case 'ComponentMultiChoice':
      return (
        <>
          <LabelFields field={field} place={place} />
          <ChoiceSettings field={field} place={place} />
          <MoreFields field={field} place={place} />
        </>
      )
    case 'ObjectProvided':
      return <RecordField field={field} place={place} />
    case 'ComponentInstance':
      return (
        <>
          <NameField field={field} place={place} />
          <ExtensionSettings field={field} place={place} />
        </>
      )
    case 'Repeater':
      return <NameField field={field} place={place} />
    case 'RegionContainer':
      return (
        <>
          <NameField field={field} place={place} />
          <SectionSettings field={field} place={place} />
        </>
      )
    default:
      return <p className="slds-text-color_weak">This kind of component is shown and kept as it is in the file.</p>
  }
}

/// Label and API name. As long as the component is new, the name follows the label.
function LabelFields({ field, place }: FieldProps) {
  const edit = useFieldEdit(place)
  const { fresh } = useScreenEdit()
  const rename = useRename(field, place)
  const isFresh = fresh.has(field.name)
  const relabel = (text: string) => {
    const label = field.fieldText ?? ''
    const isDerived = stem(field.name) === stem(apiNameFromLabel(label))
    edit.patch({ fieldText: text })
    const name = apiNameFromLabel(text.replace(/\{![^}]*\}/g, ''))
    if (isFresh && isDerived && name) rename(name)
  }
  return (
    <>
      <MergeField label="Label" required value={field.fieldText ?? ''} onCommit={relabel} />
      <NameField field={field} place={place} />
    </>
  )
}

const stem = (name: string): string => name.replace(/_\d+$/, '')

function useRename({ name }: FlowScreenField, place: ScreenPlace) {
  const { editing, say } = useFlowEdit()
  const { screen, renameFresh } = useScreenEdit()
  return (wanted: string) => {
    const newName = freeName(
      apiNameFromLabel(wanted),
      namesIn(editing.state.flow).filter(one => one !== name),
    )
    if (!newName || newName === name) return
    const count = mentionsOf(editing.state.flow, name).length
    editing.apply(`Rename ${name}`, flow => renameScreenField(flow, screen.name, place, newName))
    renameFresh(name, newName)
    say(`${name} is ${newName} now, also in ${count} ${count === 1 ? 'place' : 'places'} that mentioned it.`)
  }
}

function NameField({ field, place }: FieldProps) {
  const rename = useRename(field, place)
  if (!field.name) return null
  return <TextField label="API Name" required value={field.name} onCommit={rename} />
}

const DATA_TYPES = [
  { value: 'String', label: 'Text' },
  { value: 'Number', label: 'Number' },
  { value: 'Currency', label: 'Currency' },
  { value: 'Date', label: 'Date' },
  { value: 'DateTime', label: 'Date & Time' },
  { value: 'Boolean', label: 'Checkbox' },
]

function Input({ field, place }: FieldProps) {
  const edit = useFieldEdit(place)
  const { dataType, scale } = field
  const isTyped = field.fieldType === 'InputField'
  const isCheckbox = isTyped && dataType === 'Boolean'
  const type = flowValueType(isTyped ? dataType : 'String', false, null)
  return (
    <>
      <LabelFields field={field} place={place} />
      {isTyped && (
        <Select
          label="Data Type"
          value={dataType}
          options={DATA_TYPES}
          onChange={next =>
            edit.patch({
              dataType: next,
              defaultValue: null,
              scale: hasDecimals(next) ? String(scale) : null,
              ...(next === 'Boolean' ? { isRequired: 'true' } : {}),
            })
          }
        />
      )}
      {isTyped && hasDecimals(dataType) && (
        <TextField
          label="Decimal Places"
          type="number"
          value={String(scale)}
          onCommit={text => edit.patch({ scale: text || '0' })}
        />
      )}
      {!isCheckbox && <Required field={field} edit={edit} />}
      <FlowValueField
        label="Default Value"
        value={field.defaultValue}
        wanted={type}
        onChange={text => edit.patch({ defaultValue: valuePatch(newValue(text, type)) })}
      />
      <States field={field} edit={edit} />
      <MoreFields field={field} place={place} />
    </>
  )
}

const Required = ({ field, edit }: { field: FlowScreenField; edit: NamedEdit }) => (
  <Checkbox
    label="Require"
    checked={field.isRequired}
    onChange={isOn => edit.patch({ isRequired: isOn ? 'true' : 'false' })}
  />
)

/// Whether the value may be changed: a Boolean, or a resource that is one.
function States({ field, edit }: { field: FlowScreenField; edit: NamedEdit }) {
  const { isReadOnly, isDisabled } = field
  const type = flowValueType('Boolean', false, null)
  return (
    <>
      <FlowValueField
        label="Read Only"
        value={isReadOnly}
        wanted={type}
        onChange={text => edit.patch({ isReadOnly: valuePatch(newValue(text, type)) })}
      />
      <FlowValueField
        label="Disabled"
        value={isDisabled}
        wanted={type}
        onChange={text => edit.patch({ isDisabled: valuePatch(newValue(text, type)) })}
      />
    </>
  )
}

/// What inputs and choices have besides: help, validation, and what happens when the screen is come to again.
function MoreFields({ field, place }: FieldProps) {
  const edit = useFieldEdit(place)
  return (
    <>
      <TextField
        label="Help Text"
        multiline
        rows={2}
        value={field.helpText ?? ''}
        onCommit={text => edit.patch({ helpText: text || null })}
      />
      <Revisited field={field} edit={edit} />
      <Validation field={field} edit={edit} />
    </>
  )
}

function DisplayText({ field, place }: FieldProps) {
  const edit = useFieldEdit(place)
  return (
    <>
      <NameField field={field} place={place} />
      <RichTextField
        label="Display Text"
        value={field.fieldText ?? ''}
        onCommit={fieldText => edit.patch({ fieldText })}
      />
    </>
  )
}

function RecordField({ field, place }: FieldProps) {
  const edit = useFieldEdit(place)
  return (
    <>
      <TextField
        label="Record Field"
        required
        value={field.objectFieldReference ?? ''}
        help="A record variable and a field: contact.LastName. Label, type and choices are those of the field."
        onCommit={text => edit.patch({ objectFieldReference: text.replace(/^\{!|\}$/g, '').trim() })}
      />
      <Required field={field} edit={edit} />
      <States field={field} edit={edit} />
    </>
  )
}

/// Source: Salesforce Help, "Set Conditional Visibility".
function Visibility({ field, place }: FieldProps) {
  const edit = useFieldEdit(place)
  const { visibilityRule: rule } = field
  const first = { leftValueReference: '', operator: 'EqualTo' }
  // Without conditions there is no rule.
  const kept: NamedEdit = {
    ...edit,
    remove: path => (rule?.conditions.length === 1 ? edit.patch({ visibilityRule: null }) : edit.remove(path)),
  }
  return (
    <FieldGroup title="Component Visibility">
      <Select
        label="Show Component"
        value={rule ? 'rule' : 'always'}
        options={[
          { value: 'always', label: 'Always' },
          { value: 'rule', label: 'When conditions are met' },
        ]}
        onChange={value =>
          edit.patch({ visibilityRule: value === 'rule' ? { conditionLogic: 'and', conditions: [first] } : null })
        }
      />
      {rule && (
        <Conditions
          edit={kept}
          path={['visibilityRule']}
          conditions={rule.conditions}
          logic={rule.conditionLogic ?? 'and'}
        />
      )}
    </FieldGroup>
  )
}
