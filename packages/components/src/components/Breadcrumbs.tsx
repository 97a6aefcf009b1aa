import { settingsList } from '@millrace/runtime'
import { useLabels } from '../labels/Localized.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { safeAddress } from '../renderer/safeAddress.ts'
import { settingText } from '../renderer/settingText.ts'

export function Breadcrumbs({ state, component }: ComponentProps) {
  const { apiName } = component
  const labels = useLabels()
  const items = settingsList(state.attribute(apiName, 'items'))
  return (
    <nav aria-label={labels.breadcrumbs}>
      <ol className="millrace-breadcrumbs">
        {items.map((item, index) => {
          const name = settingText(item, 'name')
          const label = settingText(item, 'label')
          const address = safeAddress(settingText(item, 'address'))
          const isLast = index === items.length - 1
          return (
            <li key={name}>
              {isLast ? (
                <span aria-current="page">{label}</span>
              ) : address ? (
                <a href={address}>{label}</a>
              ) : (
                <button
                  type="button"
                  className="slds-button_reset slds-text-link"
                  onClick={() => void state.trigger(apiName, 'click', { targetName: name })}
                >
                  {label}
                </button>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
