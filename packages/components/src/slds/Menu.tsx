import { type ReactElement, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { ButtonIcon, type ButtonIconProps } from './ButtonIcon.tsx'
import { IconDrawing } from './Icon.tsx'
import { LayerRoot } from './LayerRoot.tsx'

export interface MenuItem {
  name: string
  label: string
  iconName?: string
  disabled?: boolean
  /// What it started is under way.
  busy?: boolean
  /// A heading over the first item of each group.
  group?: string | undefined
  /// It is one of several of which one is chosen.
  checked?: boolean
}

export interface MenuProps {
  items: readonly MenuItem[]
  onSelect: (name: string) => void
  /// The button's looks and name.
  button: Omit<ButtonIconProps, 'expanded' | 'onClick' | 'ref'>
  /// Above the items.
  heading?: ReactNode
}

/// A button that opens a list of actions. Arrow keys move in it, Escape and a click elsewhere close it.
export function Menu({ items, onSelect, button, heading }: MenuProps): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const buttonRef = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    buttonRef.current?.focus()
  }
  return (
    <>
      <ButtonIcon {...button} ref={buttonRef} expanded={isOpen} onClick={() => setOpen(!isOpen)} />
      {isOpen && (
        <MenuList
          anchor={buttonRef}
          label={button.assistiveText}
          heading={heading}
          onClose={close}
          onLeave={() => setOpen(false)}
        >
          <MenuItems
            items={items}
            onSelect={name => {
              close()
              onSelect(name)
            }}
          />
        </MenuList>
      )}
    </>
  )
}

/// The entries of a menu.
export function MenuItems({ items, onSelect }: Pick<MenuProps, 'items' | 'onSelect'>) {
  const heads = new Set(items.filter((item, i) => item.group && item.group !== items[i - 1]?.group))
  return items.flatMap(item => [
    heads.has(item) && (
      <li key={`head ${item.group}`} className="slds-dropdown__header" role="presentation">
        {item.group}
      </li>
    ),
    <li key={item.name} className="slds-dropdown__item" role="presentation">
      <button
        type="button"
        role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
        aria-checked={item.checked}
        tabIndex={-1}
        className="slds-button_reset millrace-menu-item"
        disabled={item.disabled}
        aria-busy={item.busy || undefined}
        onClick={() => onSelect(item.name)}
      >
        {(item.iconName || item.checked) && (
          <IconDrawing
            name={item.checked ? 'utility:check' : (item.iconName ?? '')}
            className="slds-button__icon slds-button__icon_left"
          />
        )}
        <span className="slds-truncate">{item.label}</span>
      </button>
    </li>,
  ])
}

interface MenuListProps {
  anchor: RefObject<HTMLButtonElement | null>
  label: string
  /// Above the items. A search field in it has the focus first.
  heading?: ReactNode
  /// Which of the button's edges it stands at: the end unless said.
  edge?: 'start' | 'end'
  children: ReactNode
  /// Closes it and gives the focus back to the button.
  onClose: () => void
  /// Closes it because the focus or the pointer went elsewhere.
  onLeave: () => void
}

/// The open menu of the button [anchor]. Arrow keys move in it, Escape and a click elsewhere close it.
// It stands at the end of the page and not beside its button, because a scrolling table would cut it off.
export function MenuList({ anchor, label, heading, edge = 'end', children, onClose, onLeave }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const place = () => placeBeside(anchor.current, list.current, edge)
    place()
    const search = list.current?.querySelector<HTMLElement>('input[type=search]')
    const first = search ?? (list.current && menuItems(list.current)[0])
    first?.focus({ preventScroll: true })
    window.addEventListener('scroll', place, true)
    window.addEventListener('resize', place)
    return () => {
      window.removeEventListener('scroll', place, true)
      window.removeEventListener('resize', place)
    }
  }, [anchor, edge])
  useEffect(() => {
    const leave = (event: Event) => {
      const target = event.target
      if (target instanceof Node && (list.current?.contains(target) || anchor.current?.contains(target))) return
      onLeave()
    }
    const events = ['pointerdown', 'focusin'] as const
    for (const event of events) window.addEventListener(event, leave, true)
    return () => {
      for (const event of events) window.removeEventListener(event, leave, true)
    }
  })
  return createPortal(
    <LayerRoot>
      {/* The keys are those of the items inside, which have the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={list}
        className="slds-dropdown millrace-menu"
        onKeyDown={event => {
          if (event.key === 'Escape' || event.key === 'Tab') onClose()
          else if (!moveFocus(event.currentTarget, event.key)) return
          event.preventDefault()
          event.stopPropagation()
        }}
      >
        {heading}
        <ul className="slds-dropdown__list" role="menu" aria-label={label}>
          {children}
        </ul>
      </div>
    </LayerRoot>,
    document.body,
  )
}

function placeBeside(anchor: HTMLElement | null, menu: HTMLElement | null, edge: 'start' | 'end'): void {
  if (!anchor || !menu) return
  const box = anchor.getBoundingClientRect()
  const { offsetWidth, offsetHeight } = menu
  const isBelow = box.bottom + offsetHeight + 4 < window.innerHeight || box.top < offsetHeight
  menu.style.top = `${isBelow ? box.bottom + 2 : box.top - offsetHeight - 2}px`
  const isAtLeft = (edge === 'start') === (getComputedStyle(anchor).direction === 'ltr')
  const left = isAtLeft ? box.left : box.right - offsetWidth
  menu.style.left = `${Math.max(4, Math.min(left, window.innerWidth - offsetWidth - 4))}px`
}

const menuItems = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)')]

function moveFocus(menu: HTMLElement, key: string): boolean {
  const items = menuItems(menu)
  const now = items.findIndex(item => item === document.activeElement)
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[key]
  if (next === undefined) return false
  items.at(next % items.length)?.focus()
  return true
}
