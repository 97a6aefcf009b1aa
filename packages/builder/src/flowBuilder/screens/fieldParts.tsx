import { Select } from '@millrace/components'
import type { FlowScreenField, ScreenPlace } from '@millrace/metadata'
import { FormulaField } from '../../formulaEditor/FormulaField.tsx'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { ResourcePicker } from '../../pickers/ResourcePicker.tsx'
import { type NamedEdit, useFlowEdit } from '../editContext.ts'

export interface FieldProps {
  readonly field: FlowScreenField
  readonly place: ScreenPlace
}

/// A text that may have merge fields, with a list of resources to put into it.
export function MergeField(props: { label: string; value: string; required?: boolean; onCommit(text: string): void }) {
  const { label, value, onCommit } = props
  const { resources, newResource } = useFlowEdit()
  return (
    <div className="screen-merge-field">
      <TextField {...props} />
      <ResourcePicker
        label={`Insert a resource into ${label}`}
        hideLabel
        placeholder="Insert a resource…"
        value=""
        wanted={null}
        resources={resources}
        onNewResource={newResource}
        onChange={path => path && onCommit(`${value}{!${path}}`)}
      />
    </div>
  )
}

export const hasDecimals = (dataType: string): boolean => dataType === 'Number' || dataType === 'Currency'

export const Revisited = ({ field, edit }: { field: FlowScreenField; edit: NamedEdit }) => (
  <Select
    label="When the Screen Is Shown Again"
    value={field.inputsOnNextNavToAssocScrn ?? 'UseStoredValues'}
    options={[
      { value: 'UseStoredValues', label: 'Use what was entered' },
      { value: 'ResetValues', label: 'Begin with the default again' },
    ]}
    onChange={value => edit.patch({ inputsOnNextNavToAssocScrn: value })}
  />
)

export function Validation({ field, edit }: { field: FlowScreenField; edit: NamedEdit }) {
  const { resources } = useFlowEdit()
  const { validationRule } = field
  const set = (change: { formulaExpression?: string; errorMessage?: string }) => {
    const { formulaExpression, errorMessage } = { ...EMPTY_RULE, ...validationRule, ...change }
    const isEmpty = formulaExpression === '' && errorMessage === ''
    edit.patch({ validationRule: isEmpty ? null : { errorMessage, formulaExpression } })
  }
  return (
    <FieldGroup title="Validate Input">
      <FormulaField
        label="Formula"
        value={validationRule?.formulaExpression ?? ''}
        resources={resources}
        wanted="Boolean"
        onCommit={formulaExpression => set({ formulaExpression })}
      />
      <MergeField
        label="Error Message"
        value={validationRule?.errorMessage ?? ''}
        onCommit={errorMessage => set({ errorMessage })}
      />
      <p className="slds-text-color_weak">Where the formula is false, the message is shown and the screen stays.</p>
    </FieldGroup>
  )
}

const EMPTY_RULE = { formulaExpression: '', errorMessage: '' }
