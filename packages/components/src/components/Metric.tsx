import { compareNum, isNum, type Num, numJson } from '@millrace/values'
import { useContext } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { numberPrinter } from '../renderer/numberText.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Icon } from '../slds/Icon.tsx'
import { Spinner } from '../slds/Spinner.tsx'

export function Metric({ state, component }: ComponentProps) {
  const { apiName, interactions } = component
  const text = useTexts(state, apiName)
  const labels = useLabels()
  const formats = useContext(FormatsContext)
  const value = state.attribute(apiName, 'CurrentValue')
  const decimals = state.attribute(apiName, 'decimals')
  const print = numberPrinter(text('format'), formats, isNum(decimals) ? numJson(decimals) : undefined)
  const isLoading = state.queryOf(apiName)?.status === 'loading'
  const [label, iconName, description] = [text('label'), text('iconName'), text('description')]
  const content = (
    <>
      {iconName && <Icon name={iconName} size="medium" className="slds-no-flex" />}
      <span className="millrace-metric-body">
        <span className="slds-text-title">{label}</span>
        {isLoading ? (
          <span className="millrace-metric-loading">
            <Spinner label={labels.loading(label)} size="x-small" />
          </span>
        ) : (
          <span className="millrace-metric-value">
            {text('prefix')}
            {isNum(value) ? print(value) : '–'}
            {text('suffix') && <small> {text('suffix')}</small>}
          </span>
        )}
        <Trend state={state} component={component} print={print} />
        {description && <span className="slds-text-body_small slds-text-color_weak">{description}</span>}
      </span>
    </>
  )
  if (!interactions?.['click']) return <div className="millrace-metric">{content}</div>
  return (
    <button
      type="button"
      className="slds-button_reset millrace-metric millrace-metric_button"
      aria-busy={state.isBusy(apiName, 'click') || undefined}
      onClick={() => void state.trigger(apiName, 'click')}
    >
      {content}
    </button>
  )
}

interface TrendProps extends Pick<ComponentProps, 'state' | 'component'> {
  print: (value: Num) => string
}

/// The change: an arrow, how much, and since when. Its colour says whether that is good; the words do not need it.
function Trend({ state, component, print }: TrendProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const labels = useLabels()
  const formats = useContext(FormatsContext)
  const change = state.attribute(apiName, 'Change')
  const percent = state.attribute(apiName, 'ChangePercent')
  const kind = text('trend')
  if (!isNum(change) || kind === 'none') return null
  const direction = compareNum(change, 0)
  const isGood = direction > 0 !== (state.attribute(apiName, 'lessIsBetter') === true)
  const look = direction === 0 ? 'is-unchanged' : isGood ? 'is-good' : 'is-bad'
  const printPercent = numberPrinter('percent', formats, 1, 'exceptZero')
  const amount = kind === 'percent' && isNum(percent) ? printPercent(percent) : withSign(change, print)
  return (
    <span className={`millrace-trend ${look}`}>
      {direction !== 0 && (
        <Icon name={direction > 0 ? 'utility:arrowup' : 'utility:arrowdown'} size="xx-small" variant="currentColor" />
      )}
      <span className="slds-assistive-text">
        {direction > 0 ? labels.up : direction < 0 ? labels.down : labels.unchanged}{' '}
      </span>
      {amount}
      {text('compareLabel') && <span className="slds-text-color_weak"> {text('compareLabel')}</span>}
    </span>
  )
}

const withSign = (change: Num, print: (value: Num) => string): string =>
  compareNum(change, 0) > 0 ? `+${print(change)}` : print(change)
