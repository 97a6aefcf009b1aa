import { settingsList } from '@millrace/runtime'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { settingText } from '../renderer/settingText.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Tabs as SldsTabs } from '../slds/Tabs.tsx'

export function Tabs({ state, component, slot }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const variant = text('variant')
  const active = text('activeTab')
  const tabs = settingsList(state.attribute(apiName, 'tabs')).map(tab => ({
    name: settingText(tab, 'name'),
    label: settingText(tab, 'label'),
    iconName: settingText(tab, 'iconName') || undefined,
    badge: settingText(tab, 'badge') || undefined,
    disabled: tab['disabled'] === true,
  }))
  return (
    <SldsTabs
      tabs={tabs}
      active={active}
      variant={variant === 'scoped' || variant === 'vertical' ? variant : 'default'}
      label={text('label')}
      onSelect={name => {
        if (name === active) return
        state.setAttribute(apiName, 'activeTab', name)
        void state.trigger(apiName, 'select', { detail: { name } })
      }}
    >
      <div className="millrace-component">{slot(active)}</div>
    </SldsTabs>
  )
}
