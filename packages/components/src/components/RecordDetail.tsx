import { type DetailField, fieldValue, type RecordDetailWork, recordDetailWork } from '@millrace/runtime'
import { RecordValue } from '@millrace/values'
import { type CSSProperties, useContext, useEffect, useId, useRef, useState } from 'react'
import { FieldEditor } from '../inputs/FieldEditor.tsx'
import { FieldOutput } from '../inputs/FieldOutput.tsx'
import { useLabels } from '../labels/Localized.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { HostContext } from '../renderer/HostContext.ts'
import { NextRecordContext } from '../renderer/NextRecordContext.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Button } from '../slds/Button.tsx'
import { Card } from '../slds/Card.tsx'
import { EmptyState } from '../slds/EmptyState.tsx'
import { FormElement, problemId } from '../slds/FormElement.tsx'
import { IconDrawing } from '../slds/Icon.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { Spinner } from '../slds/Spinner.tsx'

export function RecordDetail({ state, component }: ComponentProps) {
  const { apiName } = component
  const labels = useLabels()
  const work = recordDetailWork(state, apiName)
  const text = useTexts(state, apiName)
  const [focused, setFocused] = useState<string>()
  const [round, setRound] = useState(0)
  if (!work) return null
  const { status, isEditing } = work.state.read()
  const edit = (field?: string) => {
    setFocused(field)
    work.edit()
  }
  return (
    <Card
      title={text('title')}
      iconName={text('iconName') || undefined}
      actions={!isEditing && work.canEdit && <Button label={labels.edit} onClick={() => edit()} />}
    >
      {status === 'ready' ? (
        <Fields
          key={round}
          work={work}
          focused={focused}
          isNext={round > 0}
          onEdit={edit}
          onNext={() => setRound(round + 1)}
        />
      ) : (
        <Reason work={work} />
      )}
    </Card>
  )
}

/// Why there are no fields to show.
function Reason({ work }: { work: RecordDetailWork }) {
  const labels = useLabels()
  const { status, error } = work.state.read()
  if (status === 'loading')
    return (
      <div className="millrace-loading-part">
        <Spinner label={labels.loading('')} size="small" />
      </div>
    )
  if (status === 'error')
    return (
      <ScopedNotification
        variant="error"
        action={<Button label={labels.tryAgain} iconName="utility:refresh" onClick={() => void work.refresh()} />}
      >
        {error?.message}
      </ScopedNotification>
    )
  return (
    <EmptyState
      iconName="utility:record"
      title={status === 'missing' ? labels.noSuchRecord : labels.noRecordSelected}
    />
  )
}

interface FieldsProps {
  work: RecordDetailWork
  focused: string | undefined
  /// Another new record after one that was saved: it begins in its first field.
  isNext: boolean
  onEdit: (field: string) => void
  /// One was saved, and another is wanted.
  onNext: () => void
}

function Fields({ work, focused, isNext, onEdit, onNext }: FieldsProps) {
  const labels = useLabels()
  const { isEditing, isSaving, failure, problems } = work.state.read()
  const form = useRef<HTMLFormElement>(null)
  const next = useContext(NextRecordContext)
  const save = async (): Promise<boolean> => {
    if (await work.save()) return true
    // To the first field that is not right.
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
    return false
  }
  const saveAndNew = async () => {
    next?.want(true)
    try {
      if (await save()) onNext()
    } finally {
      next?.want(false)
    }
  }
  useEffect(() => {
    if (isNext) form.current?.querySelector<HTMLElement>('[data-field] :is(input, textarea, select, button)')?.focus()
  }, [isNext])
  useEffect(() => {
    if (isEditing && focused === undefined) return
    if (isEditing) form.current?.querySelector<HTMLElement>(`[data-field="${focused}"] :is(input, textarea)`)?.focus()
  }, [isEditing, focused])
  return (
    <form
      ref={form}
      noValidate
      className="slds-form millrace-record"
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      {failure && <ScopedNotification variant="error">{failure}</ScopedNotification>}
      {problems.size > 0 && !failure && (
        <div role="alert" className="slds-assistive-text">
          {labels.fieldsToCorrect(problems.size)}
        </div>
      )}
      {work.sections.map((section, i) => (
        <section key={section.label || i} aria-label={section.label || undefined}>
          {section.label && (
            <h3 className="slds-section__title slds-theme_shade millrace-section-title">{section.label}</h3>
          )}
          <div className="millrace-fields" style={{ '--millrace-field-columns': section.columns } as CSSProperties}>
            {section.fields.map(field => (
              <Field key={field.description.name} work={work} field={field} onEdit={onEdit} />
            ))}
          </div>
        </section>
      ))}
      {isEditing && (
        // The field keeps the focus: its message, shown when it is left, would push the button from under the pointer.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <div className="millrace-record-buttons" onMouseDown={event => event.preventDefault()}>
          <Button label={labels.cancel} onClick={() => work.cancel()} disabled={isSaving} />
          {/* Enter in a field saves. */}
          <button type="submit" hidden disabled={isSaving}>
            {labels.save}
          </button>
          {next && <Button label={next.label} disabled={isSaving} onClick={() => void saveAndNew()} />}
          <Button label={labels.save} variant="brand" busy={isSaving} onClick={() => void save()} />
        </div>
      )}
    </form>
  )
}

interface FieldProps {
  work: RecordDetailWork
  field: DetailField
  onEdit: (field: string) => void
}

function Field({ work, field, onEdit }: FieldProps) {
  const { object, record, problems, isSaving } = work.state.read()
  const host = useContext(HostContext)
  const formats = useContext(FormatsContext)
  const labels = useLabels()
  const id = useId()
  const { description, isEditable, isRequired } = field
  const { name, relationshipName, controllerName, helpText } = description
  const label = fieldLabel(field)
  if (!host || !object) return null
  const value = work.valueOf(name)
  const related = relationshipName && record ? fieldValue(record, relationshipName) : null
  const isUntouched = record !== undefined && fieldValue(record, name) === value
  const relatedName = related && isUntouched ? nameOf(related) : undefined
  const relatedObject = related instanceof RecordValue ? related.objectName : undefined
  if (!isEditable) {
    const canEdit = work.canEdit && !work.state.read().isEditing && description.isUpdateable === true
    return (
      <div className="slds-form-element slds-form-element_readonly millrace-field" data-field={name}>
        <span className="slds-form-element__label">{label}</span>
        <div className="slds-form-element__control">
          <div className="slds-form-element__static">
            <FieldOutput field={description} value={value} formats={formats} host={host} relatedName={relatedName} />
          </div>
          {canEdit && (
            <button
              type="button"
              className="slds-button slds-button_icon millrace-field-edit"
              title={labels.editWhat(label)}
              onClick={() => onEdit(name)}
            >
              <IconDrawing name="utility:edit" className="slds-button__icon" />
              <span className="slds-assistive-text">{labels.editWhat(label)}</span>
            </button>
          )}
        </div>
      </div>
    )
  }
  const problem = problems.get(name)
  return (
    <div data-field={name}>
      <FormElement
        id={id}
        label={label}
        required={isRequired}
        help={helpText}
        problem={problem}
        isGroup={description.restType === 'datetime'}
      >
        <FieldEditor
          id={id}
          object={object}
          field={description}
          host={host}
          formats={formats}
          value={value}
          required={isRequired}
          disabled={isSaving}
          describedBy={problem ? problemId(id) : undefined}
          hasProblem={problem !== undefined}
          controllingValue={controllerName ? work.valueOf(controllerName) : null}
          relatedName={relatedName}
          relatedObject={relatedObject}
          onChange={next => work.change(name, next)}
          onUnreadable={unread => work.holdUnreadable(name, unread)}
          unreadable={work.unreadableOf(name)}
          onBlur={() => work.leave(name)}
        />
      </FormElement>
    </div>
  )
}

// "Account ID" is the field, "Account" what people call it.
const fieldLabel = ({ description: { label, restType } }: DetailField): string =>
  restType === 'reference' ? label.replace(/ ID$/, '') : label

function nameOf(related: ReturnType<typeof fieldValue>): string | undefined {
  for (const field of ['Name', 'CaseNumber', 'Subject', 'Title']) {
    const name = fieldValue(related, field)
    if (typeof name === 'string') return name
  }
  return undefined
}
