import { asValue, type Option, updateRecord } from '@millrace/runtime'
import { useContext, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { choiceOf } from '../inputs/InputField.tsx'
import { useChoices } from '../inputs/useChoices.ts'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { HostContext } from '../renderer/HostContext.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Button } from '../slds/Button.tsx'
import { Icon } from '../slds/Icon.tsx'
import { rovingFocus } from '../slds/rovingFocus.ts'

export function Path({ state, component }: ComponentProps) {
  const labels = useLabels()
  const { apiName } = component
  const host = useContext(HostContext)
  const text = useTexts(state, apiName)
  const { choices } = useChoices(state, apiName, () => {})
  const [isSaving, setSaving] = useState(false)
  const isTrue = (name: string) => state.attribute(apiName, name) === true
  const current = choiceOf(asValue(state.attribute(apiName, 'value')))
  const selected = choiceOf(asValue(state.attribute(apiName, 'selectedStage'))) ?? current
  const at = choices.findIndex(({ value }) => value === current)
  const next = selected === current ? choices[at + 1]?.value : (selected ?? undefined)

  const select = (value: string) => {
    state.setAttribute(apiName, 'selectedStage', value)
    void state.trigger(apiName, 'select', { detail: { value } })
  }
  const move = async (value: string) => {
    const [object, recordId, field] = [text('objectApiName'), text('recordId'), text('fieldName')]
    if (host && object && recordId && field) {
      setSaving(true)
      try {
        await updateRecord(host, object, recordId, new Map([[field, value]]))
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        return host.showToast({ title: labels.stageNotChanged, message, variant: 'error', mode: 'sticky' })
      } finally {
        setSaving(false)
      }
    }
    state.setAttribute(apiName, 'value', value)
    state.setAttribute(apiName, 'selectedStage', null)
    await state.trigger(apiName, 'change', { detail: { value, previousValue: current } })
  }
  const button = selected === current ? text('buttonLabel') : text('selectedButtonLabel')
  return (
    <div className="slds-path slds-card millrace-path-box">
      <div className="slds-grid slds-path__track millrace-path">
        <Stages label={text('label')} choices={choices} at={at} selected={selected} onSelect={select} />
        {!isTrue('hideButton') && (
          <div className="slds-grid slds-path__action">
            <Button
              label={button}
              variant="brand"
              iconName={selected === current ? 'utility:check' : undefined}
              busy={isSaving || state.isBusy(apiName, 'change')}
              disabled={isTrue('disabled') || next === undefined}
              onClick={() => next !== undefined && void move(next)}
            />
          </div>
        )}
      </div>
    </div>
  )
}

interface StagesProps {
  label: string
  choices: readonly Option[]
  at: number
  selected: string | null
  onSelect: (value: string) => void
}

function Stages({ label, choices, at, selected, onSelect }: StagesProps) {
  const labels = useLabels()
  const press = rovingFocus('[role=option]', 'horizontal')
  const tabbed = Math.max(
    0,
    choices.findIndex(({ value }) => value === selected),
  )
  return (
    <div className="slds-grid slds-path__scroller-container">
      <div className="slds-path__scroller">
        <div className="slds-path__scroller_inner">
          {/* The keys move the focus among the stages inside. */}
          <div
            className="slds-path__nav"
            role="listbox"
            tabIndex={-1}
            aria-label={label}
            aria-orientation="horizontal"
            onKeyDown={press}
          >
            {choices.map((choice, i) => {
              const stage = i < at ? 'complete' : i === at ? 'current' : 'incomplete'
              return (
                <div
                  key={choice.value}
                  role="presentation"
                  className={`slds-path__item slds-is-${stage} ${choice.value === selected ? 'slds-is-active' : ''}`}
                >
                  <button
                    type="button"
                    role="option"
                    aria-selected={choice.value === selected}
                    tabIndex={i === tabbed ? 0 : -1}
                    className="slds-button_reset slds-path__link"
                    onClick={() => onSelect(choice.value)}
                  >
                    <span className="slds-path__stage">
                      <Icon name="utility:check" variant="currentColor" size="x-small" />
                      <span className="slds-assistive-text">
                        {stage === 'complete' ? labels.stageComplete : stage === 'current' ? labels.stageNow : ''}
                      </span>
                    </span>
                    <span className="slds-path__title">{choice.label}</span>
                  </button>
                </div>
              )
            })}
          </div>
        </div>
      </div>
    </div>
  )
}
