import { ApiFailure, Button, Checkbox, FormElement, Modal, ScopedNotification, Select } from '@millrace/components'
import { newFieldText } from '@millrace/metadata'
import { useState } from 'react'
import { nameOfLabel } from '../componentBuilder/document/names.ts'
import { sendJson } from '../flowBuilder/sending.ts'
import { SchemaProvider } from '../pickers/schema.tsx'
import { ObjectPicker } from '../pickers/SchemaPickers.tsx'
import { FIELD_KINDS, type FieldAnswers, kindOf, newFieldContent, valuesOf } from './newFieldContent.ts'
import { TextInput } from './TextInput.tsx'

export interface NewFieldDialogProps {
  objectApiName: string
  objectLabel: string
  onCreated: (label: string) => void
  onCancel: () => void
}

const EMPTY: FieldAnswers = {
  apiName: '',
  label: '',
  type: 'Text',
  description: '',
  isRequired: false,
  length: 255,
  decimalPlaces: 0,
  values: '',
  referenceTo: '',
}

/// Asks for a custom field and makes it.
export function NewFieldDialog({ objectApiName, objectLabel, onCreated, onCancel }: NewFieldDialogProps) {
  const [given, setGiven] = useState(EMPTY)
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const set = (change: Partial<FieldAnswers>) => setGiven(before => ({ ...before, ...change }))
  const byLabel = nameOfLabel(given.label)
  const answers = { ...given, apiName: given.apiName || (byLabel && `${byLabel}__c`) }
  const kind = kindOf(given.type)
  const submit = async () => {
    const missing = missingIn(answers)
    if (missing) return setProblem(missing)
    setBusy(true)
    try {
      await sendJson('POST', `/millrace/v1/builder/objects/${encodeURIComponent(objectApiName)}/fields`, {
        text: newFieldText(newFieldContent(answers)),
      })
      onCreated(answers.label)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setProblem(error.message)
      setBusy(false)
    }
  }
  return (
    <Modal
      title={`New Field of ${objectLabel}`}
      size="small"
      onClose={onCancel}
      footer={
        <>
          <Button label="Cancel" onClick={onCancel} />
          <Button label="Save" variant="brand" busy={isBusy} onClick={() => void submit()} />
        </>
      }
    >
      <SchemaProvider version={0}>
        <form
          className="builder-fields"
          onSubmit={event => {
            event.preventDefault()
            void submit()
          }}
        >
          {problem && <ScopedNotification variant="error">{problem}</ScopedNotification>}
          <TextInput label="Field Label" required isFirst value={given.label} onChange={label => set({ label })} />
          <TextInput label="Field Name" required value={answers.apiName} onChange={apiName => set({ apiName })} />
          <Select
            label="Data Type"
            value={given.type}
            options={FIELD_KINDS.map(({ type, label }) => ({ value: type, label }))}
            onChange={type => set({ type })}
          />
          {kind.asks === 'length' && (
            <TextInput
              label="Length"
              type="number"
              value={String(given.length)}
              onChange={length => set({ length: Number(length) })}
            />
          )}
          {kind.asks === 'decimalPlaces' && (
            <TextInput
              label="Decimal Places"
              type="number"
              value={String(given.decimalPlaces)}
              onChange={places => set({ decimalPlaces: Number(places) })}
            />
          )}
          {kind.asks === 'values' && (
            <FormElement id="field-values" label="Values" required help="One in each line. The first is the default.">
              <textarea
                id="field-values"
                className="slds-textarea"
                rows={5}
                value={given.values}
                onChange={event => set({ values: event.target.value })}
              />
            </FormElement>
          )}
          {kind.asks === 'referenceTo' && (
            <ObjectPicker
              label="Related To"
              required
              value={given.referenceTo}
              onChange={referenceTo => set({ referenceTo })}
            />
          )}
          <TextInput label="Description" value={given.description} onChange={description => set({ description })} />
          {kind.canBeRequired && (
            <Checkbox
              label="Always require a value to save a record"
              checked={given.isRequired}
              onChange={isRequired => set({ isRequired })}
            />
          )}
        </form>
      </SchemaProvider>
    </Modal>
  )
}

function missingIn(answers: FieldAnswers): string | undefined {
  const { label, apiName, type, length, decimalPlaces, referenceTo } = answers
  if (label.trim() === '' || apiName === '') return 'Enter a label and a name.'
  const { asks } = kindOf(type)
  if (asks === 'length' && !(Number.isInteger(length) && length >= 1 && length <= 255))
    return 'The length is a number from 1 to 255.'
  if (asks === 'decimalPlaces' && !(Number.isInteger(decimalPlaces) && decimalPlaces >= 0 && decimalPlaces <= 17))
    return 'The decimal places are a number from 0 to 17.'
  if (asks === 'values' && valuesOf(answers).length === 0) return 'Enter the values, one in each line.'
  if (asks === 'referenceTo' && referenceTo === '') return 'Choose the object that it looks up.'
  return undefined
}
