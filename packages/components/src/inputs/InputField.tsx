import { type InputModel, inputModel } from '@millrace/runtime'
import { isNum, type Value } from '@millrace/values'
import { type ReactNode, useContext, useId, useState } from 'react'
import type { Formats } from '../dataTable/cellText.ts'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { FormElement, problemId } from '../slds/FormElement.tsx'
import type { EditorProps } from './EditorProps.ts'

/// What an input component hands to its editor.
export interface InputEditing {
  readonly model: InputModel
  readonly formats: Formats
  readonly label: string
  /// What every editor takes; its value is the input's, of which each takes what it can edit.
  readonly editor: Omit<EditorProps<Value>, 'value'>
  text(attribute: string): string
  isTrue(attribute: string): boolean
  /// A whole number; undefined where there is none.
  count(attribute: string): number | undefined
}

export interface InputFieldProps extends ComponentProps {
  /// Several inputs under one label.
  isGroup?: boolean
  /// The editor shows the label itself, as a checkbox does.
  hasOwnLabel?: boolean
  children: (editing: InputEditing) => ReactNode
}

/// An input component: its label, help and problem around an editor of its value.
export function InputField({ state, component, isGroup, hasOwnLabel, children }: InputFieldProps) {
  const { apiName } = component
  const model = inputModel(state, apiName)
  const text = useTexts(state, apiName)
  const formats = useContext(FormatsContext)
  const id = useId()
  const [isChanged, setChanged] = useState(false)
  const isTrue = (name: string) => state.attribute(apiName, name) === true
  const label = text('label')

  const commit = () => {
    setChanged(false)
    model.commit()
  }
  const editor: InputEditing['editor'] = {
    id,
    placeholder: text('placeholder'),
    disabled: isTrue('disabled'),
    readOnly: isTrue('readOnly'),
    required: isTrue('required'),
    describedBy: model.reported ? problemId(id) : undefined,
    hasProblem: model.reported !== '',
    onChange(value) {
      setChanged(true)
      model.change(value)
    },
    onCommit: commit,
    onFocus: model.focus,
    onBlur() {
      if (isChanged) commit()
      model.blur()
    },
  }
  const count = (name: string) => {
    const value = state.attribute(apiName, name)
    return isNum(value) ? Math.floor(Number(value)) : undefined
  }
  return (
    <FormElement
      id={id}
      label={hasOwnLabel ? '' : label}
      hideLabel={isTrue('hideLabel')}
      required={isTrue('required')}
      help={text('fieldLevelHelp')}
      problem={model.reported}
      isGroup={isGroup}
    >
      {children({ model, formats, label, editor, text, isTrue, count })}
    </FormElement>
  )
}

/// The value as text, for editors of text.
export const textOf = (value: Value): string => (typeof value === 'string' ? value : '')

/// The value as one choice.
export const choiceOf = (value: Value): string | null => (typeof value === 'string' && value !== '' ? value : null)

/// The value as several choices.
export const choicesOf = (value: Value): readonly string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
