import { useLabels } from '../labels/Localized.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { ButtonIcon } from '../slds/ButtonIcon.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'

export function Alert({ state, component, slot }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const labels = useLabels()
  if (state.attribute(apiName, 'IsClosed') === true) return null
  const close = () => {
    state.setAttribute(apiName, 'IsClosed', true)
    void state.trigger(apiName, 'close')
  }
  const isDismissible = state.attribute(apiName, 'dismissible') === true
  const actions = slot('actions')
  const title = text('title')
  return (
    <ScopedNotification
      variant={variants.find(variant => variant === text('variant')) ?? 'info'}
      action={
        (actions || isDismissible) && (
          <div className="millrace-button-row millrace-alert-actions">
            {actions}
            {isDismissible && <ButtonIcon iconName="utility:close" assistiveText={labels.close} onClick={close} />}
          </div>
        )
      }
    >
      {title && <p className="slds-text-title_bold">{title}</p>}
      <p className="millrace-text">{text('message')}</p>
    </ScopedNotification>
  )
}

const variants = ['info', 'success', 'warning', 'error'] as const
