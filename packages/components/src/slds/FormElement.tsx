import type { ReactNode } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { HelpText } from './HelpText.tsx'

export interface FormElementProps {
  /// The id of the input that the label is of.
  id: string
  label: string
  hideLabel?: boolean
  required?: boolean
  help?: string
  /// Why the value is not right; shown under the input.
  problem?: string
  /// Several inputs under one label: a fieldset with a legend.
  isGroup?: boolean
  children: ReactNode
}

/// The id of the message under the input [id]: what its `aria-describedby` names.
export const problemId = (id: string): string => `${id}-problem`

/// A label, an input and what is wrong with its value.
export function FormElement({ id, label, hideLabel, required, help, problem, isGroup, children }: FormElementProps) {
  const labels = useLabels()
  const Box = isGroup ? 'fieldset' : 'div'
  const name = (
    <>
      {required && (
        <abbr className="slds-required" title={labels.required}>
          {'* '}
        </abbr>
      )}
      {label}
    </>
  )
  const hidden = hideLabel ? 'slds-assistive-text' : ''
  return (
    <Box className={`slds-form-element ${problem ? 'slds-has-error' : ''}`}>
      {isGroup ? (
        <legend className={`slds-form-element__label ${hidden || 'slds-form-element__legend'}`}>{name}</legend>
      ) : (
        label && (
          <label className={hidden || 'slds-form-element__label'} htmlFor={id}>
            {name}
          </label>
        )
      )}
      {help && <HelpText text={help} about={label} />}
      <div className="slds-form-element__control">{children}</div>
      {problem && (
        <div id={problemId(id)} className="slds-form-element__help" role="alert">
          {problem}
        </div>
      )}
    </Box>
  )
}
