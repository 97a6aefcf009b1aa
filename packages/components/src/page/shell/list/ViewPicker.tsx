import { useRef, useState } from 'react'
import { IconDrawing } from '../../../slds/Icon.tsx'
import { MenuItems, MenuList } from '../../../slds/Menu.tsx'
import type { PageLabels } from '../../labels/en.ts'
import type { ListView, ListViews } from './listViews.ts'

export interface ViewPickerProps {
  lists: ListViews
  view: ListView
  labels: PageLabels
  onOpen: (name: string) => void
}

/// The name of the list view, which opens the others.
export function ViewPicker({ lists, view, labels, onOpen }: ViewPickerProps) {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className="slds-button_reset millrace-list-picker"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={labels.chooseList(view.label)}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="slds-truncate">{view.label}</span>
        <IconDrawing name="utility:down" className="slds-button__icon" />
      </button>
      {isOpen && (
        <MenuList anchor={button} label={labels.listViews} edge="start" onClose={close} onLeave={() => setOpen(false)}>
          <MenuItems
            items={lists.views.map(({ apiName, label }) => ({
              name: apiName,
              label: apiName === lists.pinned ? `${label} (${labels.pinned})` : label,
              checked: apiName === view.apiName,
            }))}
            onSelect={name => {
              close()
              onOpen(name)
            }}
          />
        </MenuList>
      )}
    </>
  )
}
