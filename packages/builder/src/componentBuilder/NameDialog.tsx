import { ApiFailure, Button, FormElement, Modal, ScopedNotification } from '@millrace/components'
import { useState } from 'react'
import { nameOfLabel } from './document/names.ts'

export interface NameDialogProps {
  title: string
  submitLabel: string
  label: string
  apiName: string
  folder?: string
  /// Whether it may be in a folder.
  hasFolder?: boolean
  /// What it may begin as.
  templates?: readonly { readonly name: string; readonly label: string; readonly help: string }[]
  note?: string | undefined
  onSubmit: (values: { label: string; apiName: string; folder: string; template: string }) => Promise<void>
  onCancel: () => void
}

/// Asks for a label and an API name, which follows the label until it is typed.
export function NameDialog({
  title,
  submitLabel,
  templates = [],
  hasFolder = submitLabel !== 'Rename',
  note,
  onSubmit,
  onCancel,
  ...given
}: NameDialogProps) {
  const [label, setLabel] = useState(given.label)
  const [typedName, setTypedName] = useState<string | undefined>(given.apiName || undefined)
  const [folder, setFolder] = useState(given.folder ?? '')
  const [template, setTemplate] = useState(templates[0]?.name ?? '')
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const apiName = typedName ?? nameOfLabel(label)
  const submit = async () => {
    if (label.trim() === '' || apiName === '') return setProblem('Enter a label and an API name.')
    setBusy(true)
    try {
      await onSubmit({ label: label.trim(), apiName, folder: folder.trim(), template })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setProblem(error.message)
      setBusy(false)
    }
  }
  return (
    <Modal
      title={title}
      size="small"
      onClose={onCancel}
      footer={
        <>
          <Button label="Cancel" onClick={onCancel} />
          <Button label={submitLabel} variant="brand" busy={isBusy} onClick={() => void submit()} />
        </>
      }
    >
      <form
        id="name-dialog"
        className="builder-fields"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        {problem && <ScopedNotification variant="error">{problem}</ScopedNotification>}
        {templates.length > 0 && (
          <fieldset className="slds-form-element">
            <legend className="slds-form-element__label">Start from</legend>
            <div className="builder-templates">
              {templates.map(({ name, label, help }) => (
                <label key={name} className="builder-template">
                  <input
                    type="radio"
                    name="template"
                    aria-label={label}
                    checked={template === name}
                    onChange={() => setTemplate(name)}
                  />
                  <span>
                    <strong>{label}</strong>
                    <span className="builder-note">{help}</span>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <FormElement id="name-label" label="Label" required>
          <input
            id="name-label"
            data-autofocus=""
            className="slds-input"
            value={label}
            onChange={event => setLabel(event.target.value)}
          />
        </FormElement>
        <FormElement id="name-api-name" label="API Name" required>
          <input
            id="name-api-name"
            className="slds-input"
            value={apiName}
            spellCheck={false}
            onChange={event => setTypedName(event.target.value)}
          />
        </FormElement>
        {hasFolder && (
          <FormElement id="name-folder" label="Folder" help="Below dynamicComponents in the project.">
            <input
              id="name-folder"
              className="slds-input"
              value={folder}
              onChange={event => setFolder(event.target.value)}
            />
          </FormElement>
        )}
        {note && <p className="builder-note">{note}</p>}
      </form>
    </Modal>
  )
}
