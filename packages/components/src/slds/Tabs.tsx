import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { Badge } from './Badge.tsx'
import { Icon } from './Icon.tsx'

export interface TabItem {
  readonly name: string
  readonly label: string
  readonly iconName?: string
  readonly badge?: string
  readonly disabled?: boolean
}

export interface TabsProps {
  tabs: readonly TabItem[]
  /// Name of the tab that is open.
  active: string
  variant?: 'default' | 'scoped' | 'vertical'
  /// What the tabs are about, for people who do not see them.
  label?: string
  onSelect: (name: string) => void
  /// What the open tab shows.
  children: ReactNode
}

/// Tabs of which one is open. Arrow keys go from one to the next and open it, Home and End to the first and last.
export function Tabs({ tabs, active, variant = 'default', label, onSelect, children }: TabsProps) {
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const look = looks[variant]
  const move = (event: KeyboardEvent) => {
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl'
    const next = tabAfter(tabs, active, event.key, isRightToLeft)
    if (next === undefined) return
    event.preventDefault()
    onSelect(next)
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next)}"]`)?.focus()
  }
  return (
    <div className={look.box}>
      <ul
        ref={list}
        className={look.nav}
        role="tablist"
        aria-label={label || undefined}
        aria-orientation={variant === 'vertical' ? 'vertical' : undefined}
      >
        {tabs.map(tab => {
          const isActive = tab.name === active
          return (
            <li key={tab.name} className={`${look.item} ${isActive ? 'slds-is-active' : ''}`} role="presentation">
              <button
                type="button"
                id={`${id}-${tab.name}`}
                data-tab={tab.name}
                className={`slds-button_reset millrace-tab ${look.link}`}
                role="tab"
                aria-selected={isActive}
                aria-controls={isActive ? `${id}-panel` : undefined}
                tabIndex={isActive ? 0 : -1}
                disabled={tab.disabled}
                onClick={() => onSelect(tab.name)}
                onKeyDown={move}
              >
                {tab.iconName && <Icon name={tab.iconName} size="x-small" className="slds-no-flex" />}
                <span className="slds-truncate">{tab.label}</span>
                {tab.badge && <Badge label={tab.badge} variant="lightest" />}
              </button>
            </li>
          )
        })}
      </ul>
      <div id={`${id}-panel`} className={look.panel} role="tabpanel" aria-labelledby={`${id}-${active}`}>
        {children}
      </div>
    </div>
  )
}

/// The tab that [key] leads to; undefined when it is no key of tabs.
function tabAfter(tabs: readonly TabItem[], active: string, key: string, isRightToLeft: boolean): string | undefined {
  const open = tabs.filter(tab => !tab.disabled)
  const now = open.findIndex(({ name }) => name === active)
  const forward = isRightToLeft ? -1 : 1
  const step = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: 1, ArrowUp: -1 }[key]
  if (step !== undefined) return open[(now + step + open.length) % open.length]?.name
  if (key === 'Home') return open[0]?.name
  return key === 'End' ? open.at(-1)?.name : undefined
}

const looks = {
  default: {
    box: 'slds-tabs_default millrace-tabs',
    nav: 'slds-tabs_default__nav',
    item: 'slds-tabs_default__item',
    link: 'slds-tabs_default__link',
    panel: 'slds-tabs_default__content slds-show',
  },
  scoped: {
    box: 'slds-tabs_scoped millrace-tabs',
    nav: 'slds-tabs_scoped__nav',
    item: 'slds-tabs_scoped__item',
    link: 'slds-tabs_scoped__link',
    panel: 'slds-tabs_scoped__content slds-show',
  },
  vertical: {
    box: 'slds-vertical-tabs millrace-vertical-tabs',
    nav: 'slds-vertical-tabs__nav',
    item: 'slds-vertical-tabs__nav-item',
    link: 'slds-vertical-tabs__link',
    panel: 'slds-vertical-tabs__content slds-show',
  },
} as const
