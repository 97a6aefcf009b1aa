import { Button, Select } from '@millrace/components'
import type { FlowCustomError } from '@millrace/metadata'
import { FieldGroup, TextField } from '../../pickers/fields.tsx'
import { FieldPicker } from '../../pickers/SchemaPickers.tsx'
import { useFlowEdit, useNamedEdit } from '../editContext.ts'
import { MergeText, RowButtons } from './rows.tsx'

const MOST = 255

/// Custom Error Message: what is said, and whether at a field of the record or in a window.
///
/// Source: Salesforce Help, "Flow Element: Custom Error Message".
export function CustomErrorPanel({ element }: { element: FlowCustomError }) {
  const edit = useNamedEdit(element.name)
  const { around, flow } = useFlowEdit()
  const object = around.recordObject ?? ''
  return (
    <>
      {!flow.start?.triggerType?.startsWith('Record') && (
        <p className="slds-text-color_weak">
          Custom errors are for record-triggered flows: there is no change to refuse in this one.
        </p>
      )}
      {element.customErrorMessages.map((message, i) => {
        const at = ['customErrorMessages', i]
        return (
          <FieldGroup key={i} title={`Error Message ${i + 1}`}>
            <Select
              label={`Where to Show It ${i + 1}`}
              value={message.isFieldError ? 'field' : 'window'}
              options={[
                { value: 'window', label: 'In a window on a record page' },
                { value: 'field', label: 'As an inline error on a field' },
              ]}
              onChange={value =>
                edit.patch(
                  value === 'field'
                    ? { isFieldError: 'true', fieldSelection: message.fieldSelection ?? '' }
                    : { isFieldError: 'false', fieldSelection: null },
                  at,
                )
              }
            />
            {message.isFieldError &&
              (object ? (
                <FieldPicker
                  label={`Field ${i + 1}`}
                  object={object}
                  value={message.fieldSelection ?? ''}
                  onChange={fieldSelection => edit.patch({ fieldSelection }, at)}
                />
              ) : (
                <TextField
                  label={`Field ${i + 1}`}
                  value={message.fieldSelection ?? ''}
                  onCommit={fieldSelection => edit.patch({ fieldSelection }, at)}
                />
              ))}
            <MergeText
              label={`Error Message ${i + 1}`}
              required
              value={message.errorMessage}
              onCommit={errorMessage => edit.patch({ errorMessage }, at)}
            />
            {message.errorMessage.length > MOST && (
              <p className="slds-text-color_error">
                An error message has at most {MOST} letters; this one has {message.errorMessage.length}.
              </p>
            )}
            <RowButtons what={`error message ${i + 1}`} onRemove={() => edit.remove(at)} />
          </FieldGroup>
        )
      })}
      <Button
        label="Add Error Message"
        iconName="utility:add"
        onClick={() => edit.add([], 'customErrorMessages', { errorMessage: '', isFieldError: 'false' })}
      />
    </>
  )
}
