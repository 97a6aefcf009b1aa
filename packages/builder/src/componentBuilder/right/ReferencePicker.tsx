import { ButtonIcon, Floating, Icon } from '@millrace/components'
import type { DataType } from '@millrace/values'
import { describeType } from '@millrace/values'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { fits, type ReferenceChoice } from './referenceChoices.ts'

export interface ReferencePickerProps {
  anchor: RefObject<HTMLElement | null>
  choices: readonly ReferenceChoice[]
  /// What fits is offered first.
  expected?: DataType
  onChoose: (path: string) => void
  onClose: () => void
}

/// A list to choose a reference from: groups open, and a search goes through what is in them.
export function ReferencePicker({ anchor, choices, expected, onChoose, onClose }: ReferencePickerProps) {
  const [opened, setOpened] = useState<readonly string[]>([])
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => input.current?.focus(), [opened])

  // What is opened is looked up again each time: its fields may have been read meanwhile.
  const trail = trailOf(choices, opened)
  const level = trail.at(-1)?.children?.() ?? choices
  const found = search.trim() === '' ? level : matches(level, search, trail.length === 0 ? 3 : 2)
  // A stable sort: within what fits, and within the rest, the order stays.
  const shown = found.toSorted((a, b) => rank(b, expected) - rank(a, expected))
  const open = (choice: ReferenceChoice) => {
    setOpened([...opened, keyOf(choice)])
    setSearch('')
    setActive(0)
  }
  const back = () => {
    setOpened(opened.slice(0, -1))
    setSearch('')
    setActive(0)
  }
  const choose = (choice: ReferenceChoice) => {
    if (choice.path !== undefined && (isRecordLike(choice) ? fits(choice.type, expected) : true)) onChoose(choice.path)
    else if (choice.children) open(choice)
  }
  const keys = (event: KeyboardEvent) => {
    const choice = shown[active]
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, shown.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0))
    else if (event.key === 'Enter' && choice) choose(choice)
    else if (event.key === 'ArrowRight' && choice?.children && search === '') open(choice)
    else if (event.key === 'ArrowLeft' && search === '' && trail.length > 0) back()
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])

  return (
    <Floating anchor={anchor} className="builder-picker" onLeave={onClose}>
      <div className="builder-picker-search">
        {trail.length > 0 && <ButtonIcon iconName="utility:back" assistiveText="Back" onClick={back} />}
        <input
          ref={input}
          type="text"
          className="slds-input"
          role="combobox"
          aria-expanded="true"
          aria-controls="builder-picker-list"
          aria-activedescendant={shown.length > 0 ? `builder-picker-${active}` : undefined}
          aria-label={expected ? `Search values of type ${describeType(expected)}` : 'Search values'}
          placeholder={trail.at(-1)?.label ?? 'Search resources, components, globals …'}
          value={search}
          onChange={event => {
            setSearch(event.target.value)
            setActive(0)
          }}
          onKeyDown={keys}
        />
      </div>
      <div ref={list} id="builder-picker-list" role="listbox" aria-label="Values" className="builder-picker-list">
        {shown.length === 0 && <div className="builder-hint">Nothing is called "{search}".</div>}
        {shown.map((choice, index) => (
          // The keys are the search field's.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={keyOf(choice)}
            id={`builder-picker-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={`builder-picker-item ${index === active ? 'builder-picker-item_active' : ''} ${rank(choice, expected) === 0 ? 'builder-picker-item_unfit' : ''}`}
            onMouseMove={() => setActive(index)}
            onClick={() => choose(choice)}
          >
            <span className="slds-truncate" title={choice.path ?? choice.label}>
              {choice.label}
            </span>
            <span className="slds-text-color_weak">{choice.detail}</span>
            {choice.children && (
              <button
                type="button"
                tabIndex={-1}
                className="slds-button slds-button_icon"
                title={`Open ${choice.label}`}
                onClick={event => {
                  event.stopPropagation()
                  open(choice)
                }}
              >
                <Icon name="utility:chevronright" size="xx-small" assistiveText={`Open ${choice.label}`} />
              </button>
            )}
          </div>
        ))}
      </div>
    </Floating>
  )
}

const keyOf = ({ path = '', label }: ReferenceChoice): string => `${path} ${label}`

/// The choices that were opened one in the other.
function trailOf(choices: readonly ReferenceChoice[], opened: readonly string[]): readonly ReferenceChoice[] {
  const [first, ...others] = opened
  const choice = choices.find(choice => keyOf(choice) === first)
  return choice ? [choice, ...trailOf(choice.children?.() ?? [], others)] : []
}

const isRecordLike = ({ children, type }: ReferenceChoice): boolean => children !== undefined && type?.kind === 'Record'

/// 2: fits; 1: opens, and something inside may fit; 0: does not fit.
function rank({ path, type, children }: ReferenceChoice, expected: DataType | undefined): number {
  if (path !== undefined && fits(type, expected)) return 2
  return children ? 1 : 0
}

/// Choices down to [depth] levels whose label or path has every word.
function matches(choices: readonly ReferenceChoice[], search: string, depth: number): readonly ReferenceChoice[] {
  const words = search.toLowerCase().trim().split(/\s+/)
  const found: ReferenceChoice[] = []
  const visit = (level: readonly ReferenceChoice[], within: string, left: number): void => {
    for (const choice of level) {
      const text = `${within} ${choice.label} ${choice.path ?? ''}`.toLowerCase()
      if (choice.path !== undefined && words.every(word => text.includes(word)))
        found.push(within ? { ...choice, label: choice.path } : choice)
      if (choice.children && left > 1 && found.length < 200) visit(choice.children(), choice.label, left - 1)
    }
  }
  visit(choices, '', depth)
  return found
}
