import { settingsList } from '@millrace/runtime'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { settingText } from '../renderer/settingText.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { buttonVariant } from '../slds/Button.tsx'
import { Menu } from '../slds/Menu.tsx'
import { MenuButton } from '../slds/MenuButton.tsx'

export function ButtonMenu({ state, component }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const items = settingsList(state.attribute(apiName, 'items')).map(item => {
    const name = settingText(item, 'name')
    return {
      name,
      label: settingText(item, 'label'),
      iconName: settingText(item, 'iconName') || undefined,
      disabled: item['disabled'] === true || state.isBusy(apiName, 'select', name),
    }
  })
  const choose = (name: string) => {
    state.setAttribute(apiName, 'ClickedItemName', name)
    void state.trigger(apiName, 'select', { targetName: name })
  }
  const disabled = state.attribute(apiName, 'disabled') === true
  const busy = state.isBusy(apiName, 'select')
  const [label, iconName] = [text('label'), text('iconName')]
  if (state.attribute(apiName, 'hideLabel') === true) {
    const button = { iconName: iconName || 'utility:down', assistiveText: label, variant: 'border' as const }
    return (
      <div>
        <Menu items={items} onSelect={choose} button={{ ...button, disabled, busy }} />
      </div>
    )
  }
  return (
    <div>
      <MenuButton
        label={label}
        items={items}
        onSelect={choose}
        variant={buttonVariant(text('variant'))}
        iconName={iconName || undefined}
        disabled={disabled}
        busy={busy}
      />
    </div>
  )
}
