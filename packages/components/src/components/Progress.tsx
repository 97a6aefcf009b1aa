import { settingsList } from '@millrace/runtime'
import { isNum, numJson } from '@millrace/values'
import { useContext } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { numberPrinter } from '../renderer/numberText.ts'
import { settingText } from '../renderer/settingText.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { ProgressBar } from '../slds/ProgressBar.tsx'
import { ProgressRing } from '../slds/ProgressRing.tsx'
import { ProgressSteps } from '../slds/ProgressSteps.tsx'

export function Progress({ state, component }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  if (text('variant') === 'steps') return <Steps state={state} component={component} />
  return <Share state={state} component={component} />
}

type ProgressPart = Pick<ComponentProps, 'state' | 'component'>

function Share({ state, component }: ProgressPart) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const labels = useLabels()
  const formats = useContext(FormatsContext)
  const percent = percentOf(numberOf(state.attribute(apiName, 'value')), numberOf(state.attribute(apiName, 'max')))
  const printed = numberPrinter('percent', formats, 0)(percent)
  const size = sizes.find(size => size === text('size')) ?? 'medium'
  const theme = themes.find(theme => theme === text('theme')) ?? 'brand'
  const label = text('label')
  const shared = { percent, label, size, theme, valueText: labels.percentDone(printed) }
  const showsValue = state.attribute(apiName, 'showValue') !== false
  const showsLabel = state.attribute(apiName, 'hideLabel') !== true
  if (text('variant') === 'ring') {
    return (
      <div className="millrace-person">
        <ProgressRing {...shared}>{showsValue ? printed : undefined}</ProgressRing>
        {showsLabel && <span>{label}</span>}
      </div>
    )
  }
  return (
    <div>
      {(showsLabel || showsValue) && (
        <div className="millrace-progress-head" aria-hidden="true">
          <span>{showsLabel && label}</span>
          {showsValue && <strong>{printed}</strong>}
        </div>
      )}
      <ProgressBar {...shared} />
    </div>
  )
}

function Steps({ state, component }: ProgressPart) {
  const { apiName, interactions } = component
  const text = useTexts(state, apiName)
  const steps = settingsList(state.attribute(apiName, 'steps')).map(step => ({
    name: settingText(step, 'name'),
    label: settingText(step, 'label'),
    hasError: step['hasError'] === true,
  }))
  const [label, isHidden] = [text('label'), state.attribute(apiName, 'hideLabel') === true]
  return (
    <div>
      {!isHidden && <p className="slds-text-title slds-m-bottom_x-small">{label}</p>}
      <ProgressSteps
        steps={steps}
        current={text('currentStep')}
        label={label}
        vertical={state.attribute(apiName, 'vertical') === true}
        onClick={
          interactions?.['stepClick'] && (name => void state.trigger(apiName, 'stepClick', { targetName: name }))
        }
      />
    </div>
  )
}

const sizes = ['small', 'medium', 'large'] as const
const themes = ['brand', 'success', 'warning', 'error'] as const

const numberOf = (value: unknown): number => (isNum(value) ? numJson(value) : 0)

/// Nothing of nothing is not under way.
const percentOf = (value: number, max: number): number =>
  max > 0 ? Math.min(100, Math.max(0, (value / max) * 100)) : 0
