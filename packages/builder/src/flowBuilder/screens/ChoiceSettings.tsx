import { Button, Checkbox, Select } from '@millrace/components'
import { addResource, type FlowResourceKind, freeName, namesIn, valuePatch, type XmlPatch } from '@millrace/metadata'
import { Combobox, searched } from '../../pickers/Combobox.tsx'
import { FieldGroup } from '../../pickers/fields.tsx'
import { flowValueType } from '../../pickers/valueTypes.ts'
import { useFlowEdit } from '../editContext.ts'
import { newValue } from '../flowValues.ts'
import { FlowValueField, RowButtons } from '../panels/rows.tsx'
import { type FieldProps, hasDecimals } from './fieldParts.tsx'
import { choiceLabel, newChoices } from './newChoices.ts'
import { useFieldEdit, useScreenEdit } from './screenContext.ts'

const DATA_TYPES = [
  { value: 'String', label: 'Text' },
  { value: 'Number', label: 'Number' },
  { value: 'Currency', label: 'Currency' },
  { value: 'Boolean', label: 'Boolean' },
  { value: 'Date', label: 'Date' },
  { value: 'DateTime', label: 'Date & Time' },
]

/// Data type, requirement, choices and default of a component that offers choices.
export function ChoiceSettings({ field, place }: FieldProps) {
  const edit = useFieldEdit(place)
  const { dataType, fieldType, scale } = field
  // Several values are one text.
  const isText = /^(MultiSelect|ComponentMulti)/.test(fieldType)
  const type = flowValueType(dataType, false, null)
  return (
    <>
      {!isText && (
        <Select
          label="Data Type"
          value={dataType}
          options={DATA_TYPES}
          onChange={next => edit.patch({ dataType: next, scale: hasDecimals(next) ? String(scale) : null })}
        />
      )}
      <Checkbox
        label="Require"
        checked={field.isRequired}
        onChange={isOn => edit.patch({ isRequired: isOn ? 'true' : 'false' })}
      />
      <ChoiceList field={field} place={place} />
      <Select
        label="Default Choice"
        value={field.defaultSelectedChoiceReference ?? ''}
        options={[
          { value: '', label: 'None' },
          ...[...new Set(field.choiceReferences)].map(name => ({ value: name, label: name })),
        ]}
        onChange={name => edit.patch({ defaultSelectedChoiceReference: name || null })}
      />
      <FlowValueField
        label="Default Value"
        value={field.defaultValue}
        wanted={type}
        onChange={text => edit.patch({ defaultValue: valuePatch(newValue(text, type)) })}
      />
    </>
  )
}

/// The choices and choice sets of a component in their order; new ones are made here.
export function ChoiceList({ field, place }: FieldProps) {
  const edit = useFieldEdit(place)
  const { editing, flow, say } = useFlowEdit()
  const { openResource } = useScreenEdit()
  const { choiceReferences: names, dataType } = field
  const offered = [...flow.choices, ...flow.dynamicChoiceSets].filter(({ name }) => !names.includes(name))
  const make = (label: string, kind: FlowResourceKind, content: XmlPatch) => {
    const name = freeName(label.replaceAll(' ', '_'), namesIn(editing.state.flow))
    const title = `New ${label} ${name}`
    editing.apply(title, flow => addResource(flow, kind, { name, ...content }))
    edit.add([], 'choiceReferences', name)
    say(`${name} was made.`)
    openResource(name)
  }
  return (
    <FieldGroup title="Choices">
      {names.length === 0 && <p className="slds-text-color_weak">It offers nothing yet.</p>}
      <ol className="millrace-rows">
        {names.map((name, i) => (
          <li key={`${name} ${i}`} className="millrace-row screen-choice">
            <Button label={choiceLabel(flow, name)} variant="base" title={name} onClick={() => openResource(name)} />
            <RowButtons
              what={name}
              {...(i > 0 && { onUp: () => edit.swap([], 'choiceReferences', i - 1) })}
              {...(i < names.length - 1 && { onDown: () => edit.swap([], 'choiceReferences', i) })}
              onRemove={() => edit.remove(['choiceReferences', i])}
            />
          </li>
        ))}
      </ol>
      <Combobox
        label="Add Choice"
        value=""
        placeholder="Search choices and choice sets…"
        options={text =>
          searched(
            offered.map(({ name }) => ({ value: name, label: choiceLabel(flow, name), detail: name })),
            text,
          )
        }
        onCommit={name => offered.some(one => one.name === name) && edit.add([], 'choiceReferences', name)}
      />
      <div className="screen-new-choices">
        {newChoices(dataType).map(({ label, kind, content }) => (
          <Button key={label} label={`New ${label}`} onClick={() => make(label, kind, content)} />
        ))}
      </div>
    </FieldGroup>
  )
}
