import { type ComponentState, itemKey, settingsList } from '@millrace/runtime'
import { isNum, numJson, RecordValue, type Value } from '@millrace/values'
import type { CSSProperties } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { safePicture } from '../renderer/safeAddress.ts'
import { settingText } from '../renderer/settingText.ts'
import { useComponent } from '../renderer/useComponent.ts'
import { useTexts } from '../renderer/useTexts.ts'
import { Avatar } from '../slds/Avatar.tsx'
import { Badge } from '../slds/Badge.tsx'
import { Card } from '../slds/Card.tsx'
import { Checkbox } from '../slds/Checkbox.tsx'
import { Icon } from '../slds/Icon.tsx'
import { Menu } from '../slds/Menu.tsx'
import { RecordsOrReason } from './RecordsOrReason.tsx'

export function List({ state, component }: ComponentProps) {
  const { apiName } = component
  const text = useTexts(state, apiName)
  const title = text('title')
  const isCards = text('variant') === 'cards'
  const cardWidth = state.attribute(apiName, 'cardWidth')
  const style = { '--millrace-item-width': `${isNum(cardWidth) ? numJson(cardWidth) : 240}px` } as CSSProperties
  return (
    <Card title={title} iconName={text('iconName') || undefined} padded={isCards}>
      <RecordsOrReason state={state} apiName={apiName} what={title || apiName} emptyMessage={text('emptyMessage')}>
        {records => (
          <ul className={isCards ? 'millrace-grid' : 'millrace-list'} style={style} aria-label={title || undefined}>
            {records.map((item, index) => {
              const key = itemKey(item, index)
              return <ListItem key={key} state={state} apiName={apiName} item={item} itemKey={key} isCard={isCards} />
            })}
          </ul>
        )}
      </RecordsOrReason>
    </Card>
  )
}

interface ListItemProps {
  state: ComponentState
  apiName: string
  item: Value
  itemKey: string
  isCard: boolean
}

function ListItem({ state, apiName, item, itemKey: key, isCard }: ListItemProps) {
  const own = state.item(apiName, item, key)
  useComponent(own, apiName)
  const text = useTexts(own, apiName)
  const labels = useLabels()
  const [label, image, iconName, badge] = [
    text('itemLabel'),
    text('itemImage'),
    text('itemIconName'),
    text('itemBadge'),
  ]
  const [description, details] = [text('itemDescription'), text('itemDetails')]
  const held = state.attribute(apiName, 'CheckedKeys')
  const checked = Array.isArray(held) ? held : []
  const isChecked = checked.includes(key)
  const row = item instanceof RecordValue ? { row: item } : {}
  const source = safePicture(image)
  const isClickable = state.attribute(apiName, 'clickable') === true
  const actions = settingsList(state.attribute(apiName, 'actions'))

  const check = (isNow: boolean) => {
    const others = checked.filter(other => other !== key)
    state.setAttribute(apiName, 'CheckedKeys', isNow ? [...others, key] : others)
    void own.trigger(apiName, 'itemCheck', { ...row, detail: { isChecked: isNow } })
  }
  const click = () => {
    state.setAttribute(apiName, 'ClickedItem', item)
    void own.trigger(apiName, 'itemClick', row)
  }
  const act = (targetName: string) => {
    state.setAttribute(apiName, 'ClickedItem', item)
    state.setAttribute(apiName, 'ClickedItemActionName', targetName)
    void own.trigger(apiName, 'actionClick', { ...row, targetName })
  }
  return (
    <li className={isCard ? 'millrace-item millrace-item_card' : 'millrace-item'} data-key={key}>
      {state.attribute(apiName, 'checkable') === true && (
        <Checkbox label={labels.select(label)} hideLabel checked={isChecked} onChange={check} />
      )}
      {source ? (
        <Avatar name={label} source={source} hideName size={isCard ? 'large' : 'medium'} />
      ) : (
        iconName && <Icon name={iconName} size="medium" className="slds-no-flex" />
      )}
      <div className="millrace-item-body">
        {isClickable ? (
          <button
            type="button"
            className="slds-button_reset slds-text-link millrace-item-label"
            aria-busy={own.isBusy(apiName, 'itemClick') || undefined}
            onClick={click}
          >
            {label}
          </button>
        ) : (
          <p className="millrace-item-label">{label}</p>
        )}
        {description && <p className="millrace-text">{description}</p>}
        {details && <p className="slds-text-body_small slds-text-color_weak">{details}</p>}
      </div>
      {badge && <Badge label={badge} />}
      {actions.length > 0 && (
        <Menu
          button={{
            iconName: 'utility:down',
            assistiveText: labels.actionsFor(label),
            variant: 'border-filled',
            size: 'x-small',
            busy: own.isBusy(apiName, 'actionClick'),
          }}
          items={actions.map(action => ({
            name: settingText(action, 'name'),
            label: settingText(action, 'label'),
            iconName: settingText(action, 'iconName') || undefined,
            disabled: action['disabled'] === true,
          }))}
          onSelect={act}
        />
      )}
    </li>
  )
}
