import { Button, ButtonIcon, Checkbox } from '@millrace/components'
import type { FlowRecordLookup } from '@millrace/metadata'
import { RadioChoice } from '../../pickers/fields.tsx'
import { useSchema } from '../../pickers/schema.tsx'
import { FieldPicker } from '../../pickers/SchemaPickers.tsx'
import { fieldValueType, typeOf } from '../../pickers/valueTypes.ts'
import { useNamedEdit } from '../editContext.ts'
import { FlowResourceField } from './rows.tsx'

type HowToStore = 'automatic' | 'chosen' | 'variable' | 'fields'

function storeOf(element: FlowRecordLookup): HowToStore {
  if (element.storeOutputAutomatically) return element.queriedFields.length > 0 ? 'chosen' : 'automatic'
  return element.outputAssignments.length > 0 ? 'fields' : 'variable'
}

const NOTHING = {
  storeOutputAutomatically: null,
  outputReference: null,
  outputAssignments: null,
  queriedFields: null,
  assignNullValuesIfNoRecordsFound: null,
}

const BEGINNINGS = {
  automatic: { storeOutputAutomatically: 'true', assignNullValuesIfNoRecordsFound: 'false' },
  chosen: { storeOutputAutomatically: 'true', assignNullValuesIfNoRecordsFound: 'false', queriedFields: ['Id'] },
  variable: { outputReference: '', queriedFields: ['Id'] },
  fields: { outputAssignments: [{ assignToReference: '', field: 'Id' }] },
}

/// How a Get Records element stores what it finds: by itself with all fields or those chosen, in a record variable, or
/// field by field.
///
/// Source: Salesforce Help, "Flow Element: Get Records".
export function StoredFields({ element }: { element: FlowRecordLookup }) {
  const edit = useNamedEdit(element.name)
  const how = storeOf(element)
  const { object, getFirstRecordOnly } = element
  return (
    <>
      <RadioChoice
        label="How to Store Record Data"
        value={how}
        options={[
          { value: 'automatic', label: 'Automatically store all fields' },
          { value: 'chosen', label: 'Choose fields and let the flow do the rest' },
          { value: 'variable', label: 'Choose fields and a record variable' },
          ...(getFirstRecordOnly || how === 'fields'
            ? ([{ value: 'fields', label: 'Choose a variable for each field' }] as const)
            : []),
        ]}
        onChange={how => edit.patch({ ...NOTHING, ...BEGINNINGS[how] })}
      />
      {how === 'variable' && (
        <FlowResourceField
          label={getFirstRecordOnly ? 'Record' : 'Record Collection'}
          required
          value={element.outputReference ?? ''}
          wanted={typeOf('Record', !getFirstRecordOnly, object || null)}
          isTarget
          onChange={outputReference => edit.patch({ outputReference })}
        />
      )}
      {(how === 'chosen' || how === 'variable') && <Fields element={element} />}
      {how === 'fields' && <Assignments element={element} />}
      {(how === 'variable' || how === 'fields') && (
        <Checkbox
          label="When no records are returned, set specified variables to null"
          checked={element.assignNullValuesIfNoRecordsFound}
          onChange={isOn => edit.patch({ assignNullValuesIfNoRecordsFound: isOn ? 'true' : 'false' })}
        />
      )}
    </>
  )
}

function Fields({ element: { name, object, queriedFields } }: { element: FlowRecordLookup }) {
  const edit = useNamedEdit(name)
  const change = (fields: readonly string[]) =>
    edit.patch({ queriedFields: fields.some(Boolean) ? fields.filter(Boolean) : ['Id'] })
  return (
    <fieldset>
      <legend className="slds-form-element__label">Fields to Store</legend>
      <ol className="millrace-rows">
        {[...queriedFields, ''].map((field, i) => (
          <li key={i} className="millrace-row">
            <div className="millrace-row-fields">
              <FieldPicker
                label={field ? `Stored Field ${i + 1}` : 'Add a Field'}
                object={object}
                value={field}
                accepts={one => one.name === field || !queriedFields.includes(one.name)}
                onChange={wanted => change([...queriedFields.slice(0, i), wanted, ...queriedFields.slice(i + 1)])}
              />
            </div>
            {field && (
              <ButtonIcon
                iconName="utility:delete"
                assistiveText={`Remove stored field ${i + 1}`}
                size="small"
                onClick={() => change(queriedFields.filter((_, at) => at !== i))}
              />
            )}
          </li>
        ))}
      </ol>
    </fieldset>
  )
}

function Assignments({ element: { name, object, outputAssignments } }: { element: FlowRecordLookup }) {
  const edit = useNamedEdit(name)
  const description = useSchema().object(object)
  return (
    <>
      <ol className="millrace-rows">
        {outputAssignments.map(({ field, assignToReference }, i) => {
          const at = ['outputAssignments', i]
          const known = description?.fields.find(one => one.name.toLowerCase() === field.toLowerCase())
          return (
            <li key={i} className="millrace-row">
              <div className="millrace-row-fields">
                <FieldPicker
                  label={`Stored Field ${i + 1}`}
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
                assistiveText={`Remove stored field ${i + 1}`}
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
    </>
  )
}
