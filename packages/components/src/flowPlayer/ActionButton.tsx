import { useContext } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Button } from '../slds/Button.tsx'
import type { ScreenComponentProps } from './screenComponents.ts'
import { ScreenRunningContext } from './ScreenRunning.ts'

/// A button that runs a screen action: an autolaunched flow whose outputs the screen shows.
///
/// Source: Salesforce Help, "Action Button Screen Input Component".
export function ActionButton({ field, attributes, problem }: ScreenComponentProps) {
  const labels = useLabels()
  const { running, run } = useContext(ScreenRunningContext)
  const failure = attributes['errorMessage']
  const message = problem || (typeof failure === 'string' ? failure : '')
  const isRunning = running === field.name
  return (
    <div className={`slds-form-element ${message ? 'slds-has-error' : ''}`}>
      <Button
        label={field.label}
        busy={isRunning}
        disabled={field.disabled || (running !== null && !isRunning)}
        onClick={() => run(field.name)}
      />
      <div className="slds-form-element__help" role="status">
        {isRunning ? <span className="slds-assistive-text">{labels.loading(field.label)}</span> : message}
      </div>
    </div>
  )
}
