import { ApiFailure, Button, FormElement, Modal, ScopedNotification, Select } from '@millrace/components'
import { newFlexiPage } from '@millrace/metadata'
import { useState } from 'react'
import { nameOfLabel } from '../componentBuilder/document/names.ts'
import { SchemaProvider } from '../pickers/schema.tsx'
import { ObjectPicker } from '../pickers/SchemaPickers.tsx'
import { createPage } from './pagesApi.ts'
import { PAGE_TYPES, type PageType, pageTemplates, regionLabel } from './pageTemplates.ts'

export interface NewPageDialogProps {
  onCreated: (apiName: string) => void
  onCancel: () => void
}

/// Asks what kind of page it is to be, for what, from which template.
export function NewPageDialog({ onCreated, onCancel }: NewPageDialogProps) {
  const [type, setType] = useState<PageType>('AppPage')
  const [label, setLabel] = useState('')
  const [typedName, setTypedName] = useState<string>()
  const [objectApiName, setObject] = useState('')
  const [chosen, setChosen] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const templates = pageTemplates.filter(template => template.type === type)
  const template = templates.find(({ name }) => name === chosen) ?? templates[0]!
  const apiName = typedName ?? nameOfLabel(label)
  const submit = async () => {
    if (label.trim() === '' || apiName === '') return setProblem('Enter a label and an API name.')
    if (type === 'RecordPage' && objectApiName === '') return setProblem('Choose the object whose records it shows.')
    const sobjectType = type === 'RecordPage' ? objectApiName : null
    const { name, regions } = template
    setBusy(true)
    try {
      await createPage(apiName, newFlexiPage({ masterLabel: label.trim(), type, sobjectType, template: name, regions }))
      onCreated(apiName)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setProblem(error.message)
      setBusy(false)
    }
  }
  return (
    <Modal
      title="New Lightning Page"
      size="small"
      onClose={onCancel}
      footer={
        <>
          <Button label="Cancel" onClick={onCancel} />
          <Button label="Create" variant="brand" busy={isBusy} onClick={() => void submit()} />
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
          <fieldset className="slds-form-element">
            <legend className="slds-form-element__label">Type</legend>
            <div className="builder-templates">
              {PAGE_TYPES.map(one => (
                <label key={one.type} className="builder-template">
                  <input
                    type="radio"
                    name="type"
                    aria-label={one.label}
                    checked={type === one.type}
                    onChange={() => setType(one.type)}
                  />
                  <span>
                    <strong>{one.label}</strong>
                    <span className="builder-note">{one.help}</span>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
          <FormElement id="page-label" label="Label" required>
            <input
              id="page-label"
              data-autofocus=""
              className="slds-input"
              value={label}
              onChange={event => setLabel(event.target.value)}
            />
          </FormElement>
          <FormElement id="page-api-name" label="API Name" required>
            <input
              id="page-api-name"
              className="slds-input"
              value={apiName}
              spellCheck={false}
              onChange={event => setTypedName(event.target.value)}
            />
          </FormElement>
          {type === 'RecordPage' && <ObjectPicker label="Object" required value={objectApiName} onChange={setObject} />}
          <Select
            label="Template"
            value={template.name}
            options={templates.map(({ name, label }) => ({ value: name, label }))}
            onChange={setChosen}
          />
          <p className="builder-note">Regions: {template.regions.map(regionLabel).join(', ')}</p>
        </form>
      </SchemaProvider>
    </Modal>
  )
}
