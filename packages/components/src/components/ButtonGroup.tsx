import { settingsList } from '@millrace/runtime'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { settingText } from '../renderer/settingText.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Button, buttonVariant } from '../slds/Button.tsx'

export function ButtonGroup({ state, component }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const isDisabled = state.attribute(apiName, 'disabled') === true
  return (
    <div className="slds-button-group millrace-button-group" role="group" aria-label={text('label') || undefined}>
      {settingsList(state.attribute(apiName, 'buttons')).map(button => {
        const name = settingText(button, 'name')
        return (
          <Button
            key={name}
            label={settingText(button, 'label')}
            iconName={settingText(button, 'iconName') || undefined}
            variant={buttonVariant(settingText(button, 'variant'))}
            disabled={isDisabled || button['disabled'] === true}
            busy={state.isBusy(apiName, 'click', name)}
            onClick={() => void state.trigger(apiName, 'click', { targetName: name })}
          />
        )
      })}
    </div>
  )
}
