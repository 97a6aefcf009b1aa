import { useRef, useState } from 'react'
import { IconDrawing } from '../../../slds/Icon.tsx'
import { MenuItems, MenuList } from '../../../slds/Menu.tsx'
import type { PageLabels } from '../../labels/en.ts'
import type { ListView, ListViews } from './listViews.ts'

/// With more list views than this there is a field to search them.
const MANY = 10

export interface ViewPickerProps {
  lists: ListViews
  view: ListView
  labels: PageLabels
  onOpen: (name: string) => void
}

/// The name of the list view, which opens the others.
export function ViewPicker({ lists, view, labels, onOpen }: ViewPickerProps) {
  const [isOpen, setOpen] = useState(false)
  const [search, setSearch] = useState('')
  const button = useRef<HTMLButtonElement>(null)
  const words = search.toLowerCase().trim().split(/\s+/)
  const found = lists.views.filter(({ label }) => words.every(word => label.toLowerCase().includes(word)))
  const open = (name: string) => {
    close()
    onOpen(name)
  }
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  const searchBox = lists.views.length > MANY && (
    <div className="slds-p-horizontal_small slds-p-bottom_xx-small">
      <input
        type="search"
        className="slds-input"
        aria-label={labels.searchLists}
        placeholder={labels.searchLists}
        value={search}
        onChange={event => setSearch(event.target.value)}
        onKeyDown={event => event.key === 'Enter' && found[0] && open(found[0].apiName)}
      />
      {found.length === 0 && (
        <p role="status" className="slds-p-top_x-small">
          {labels.nothingCalled(search)}
        </p>
      )}
    </div>
  )
  return (
    <>
      <button
        ref={button}
        type="button"
        className="slds-button_reset millrace-list-picker"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={labels.chooseList(view.label)}
        onClick={() => {
          setSearch('')
          setOpen(!isOpen)
        }}
      >
        <span className="slds-truncate">{view.label}</span>
        <IconDrawing name="utility:down" className="slds-button__icon" />
      </button>
      {isOpen && (
        <MenuList
          anchor={button}
          label={labels.listViews}
          heading={searchBox}
          edge="start"
          onClose={close}
          onLeave={() => setOpen(false)}
        >
          <MenuItems
            items={found.map(({ apiName, label }) => ({
              name: apiName,
              label: apiName === lists.pinned ? `${label} (${labels.pinned})` : label,
              checked: apiName === view.apiName,
            }))}
            onSelect={open}
          />
        </MenuList>
      )}
    </>
  )
}
