import { type ReactElement, useRef, useState } from 'react'
import { Button, type ButtonVariant } from './Button.tsx'
import { type MenuItem, MenuItems, MenuList } from './Menu.tsx'

export interface MenuButtonProps {
  label: string
  items: readonly MenuItem[]
  onSelect: (name: string) => void
  variant?: ButtonVariant
  iconName?: string
  disabled?: boolean
  /// What an item started is under way.
  busy?: boolean
}

/// A button with a label that opens a list of actions.
export function MenuButton({ label, items, onSelect, busy, ...look }: MenuButtonProps): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <Button
        {...look}
        ref={button}
        label={label}
        iconName={look.iconName ?? 'utility:down'}
        iconPosition={look.iconName ? 'left' : 'right'}
        busy={busy}
        hasMenu
        expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <MenuList anchor={button} label={label} edge="start" onClose={close} onLeave={() => setOpen(false)}>
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
