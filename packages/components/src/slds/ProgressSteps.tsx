import { useLabels } from '../labels/Localized.tsx'
import { Icon } from './Icon.tsx'

export interface ProgressStep {
  readonly name: string
  readonly label: string
  readonly hasError?: boolean
}

export interface ProgressStepsProps {
  steps: readonly ProgressStep[]
  /// Name of the step that is under way; those before it are done.
  current: string
  /// What they are the steps of.
  label: string
  vertical?: boolean
  /// Steps are buttons when there is somebody to tell.
  onClick?: (name: string) => void
}

/// The steps of something that is under way.
export function ProgressSteps({ steps, current, label, vertical, onClick }: ProgressStepsProps) {
  const now = steps.findIndex(({ name }) => name === current)
  return (
    <ol className={`millrace-steps ${vertical ? 'millrace-steps_vertical' : ''}`} aria-label={label}>
      {steps.map((step, index) => (
        <Step
          key={step.name}
          step={step}
          state={step.hasError ? 'error' : index < now ? 'done' : index === now ? 'current' : 'open'}
          onClick={onClick && (() => onClick(step.name))}
        />
      ))}
    </ol>
  )
}

type StepState = 'done' | 'current' | 'open' | 'error'

function Step({ step, state, onClick }: { step: ProgressStep; state: StepState; onClick: (() => void) | undefined }) {
  const labels = useLabels()
  const spoken = { done: labels.stepDone, current: labels.stepCurrent, error: labels.stepFailed, open: undefined }[
    state
  ]
  const content = (
    <>
      <span className="millrace-step-mark">
        {state === 'done' && <Icon name="utility:success" size="x-small" variant="currentColor" />}
        {state === 'error' && <Icon name="utility:error" size="x-small" variant="currentColor" />}
      </span>
      <span className="millrace-step-label">{step.label}</span>
      {spoken && <span className="slds-assistive-text"> ({spoken})</span>}
    </>
  )
  return (
    <li className={`millrace-step is-${state}`} aria-current={state === 'current' ? 'step' : undefined}>
      {onClick ? (
        <button type="button" className="slds-button_reset millrace-step-body" onClick={onClick}>
          {content}
        </button>
      ) : (
        <span className="millrace-step-body">{content}</span>
      )}
    </li>
  )
}
