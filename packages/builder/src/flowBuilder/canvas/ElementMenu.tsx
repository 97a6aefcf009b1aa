import { Icon } from '@millrace/components'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useFlowEdit } from '../editContext.ts'
import { type ElementKind, elementKinds } from './elementKinds.ts'

export interface MenuChoice {
  readonly name: string
  readonly label: string
  readonly help?: string
  readonly iconName: string
  readonly group: string
}

export interface ElementMenuProps {
  readonly at: { readonly x: number; readonly y: number }
  /// Beside the kinds of elements: paste, go to another element.
  readonly more: readonly MenuChoice[]
  onKind(kind: ElementKind): void
  onMore(name: string): void
  onClose(): void
}

/// What can be added at a connector, searched while typing.
export function ElementMenu({ at, more, onKind, onMore, onClose }: ElementMenuProps) {
  const { processType } = useFlowEdit().flow
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const before = useState(() => document.activeElement)[0]
  const choices = matching(
    [
      ...elementKinds.flatMap(kind =>
        kind.content && (kind.processType ?? processType) === processType
          ? [
              {
                name: kind.name,
                label: kind.label,
                help: kind.help,
                iconName: kind.iconName,
                group: kind.category,
                kind,
              },
            ]
          : [],
      ),
      ...more,
    ],
    text,
  )
  useEffect(() => {
    return () => {
      // Where nothing else took the focus, it goes back to where it was.
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus()
    }
  }, [before])
  useLayoutEffect(() => {
    const menu = box.current!
    const { offsetWidth, offsetHeight } = menu
    menu.style.left = `${Math.max(8, Math.min(at.x - offsetWidth / 2, window.innerWidth - offsetWidth - 8))}px`
    menu.style.top = `${Math.max(8, Math.min(at.y, window.innerHeight - offsetHeight - 8))}px`
  }, [at])
  useEffect(() => {
    const leave = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose()
    }
    window.addEventListener('pointerdown', leave, true)
    return () => window.removeEventListener('pointerdown', leave, true)
  }, [onClose])
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active, text])
  const choose = (position: number) => {
    const choice = choices[position]
    if (!choice) return
    if ('kind' in choice && choice.kind) onKind(choice.kind as ElementKind)
    else onMore(choice.name)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move && choices.length > 0) setActive((active + move + choices.length) % choices.length)
    else if (event.key === 'Enter') choose(active)
    else if (event.key === 'Escape' || event.key === 'Tab') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return createPortal(
    <div ref={box} className="slds-dropdown millrace-element-menu" role="dialog" aria-label="Add Element" tabIndex={-1}>
      <input
        // A menu that was asked for takes the focus.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        className="slds-input"
        role="combobox"
        aria-expanded="true"
        aria-controls="millrace-element-menu"
        aria-label="Search elements"
        aria-activedescendant={choices[active] ? `millrace-element-${active}` : undefined}
        placeholder="Search elements…"
        autoComplete="off"
        value={text}
        onChange={event => {
          setText(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id="millrace-element-menu" role="listbox" aria-label="Elements" className="millrace-element-choices">
        {choices.map((choice, i) => {
          const heading = choice.group === choices[i - 1]?.group ? null : choice.group
          return [
            heading && (
              <div key={`group ${heading}`} className="millrace-options-group" role="presentation">
                {heading}
              </div>
            ),
            // The keys are those of the field above.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={`${choice.group} ${choice.name}`}
              id={`millrace-element-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === active}
              className={`millrace-option ${i === active ? 'is-active' : ''}`}
              onMouseEnter={() => setActive(i)}
              onClick={() => choose(i)}
            >
              <Icon name={choice.iconName} size="small" />
              <span className="millrace-option-text">
                <span>{choice.label}</span>
                {choice.help && <span className="slds-text-color_weak slds-text-body_small">{choice.help}</span>}
              </span>
            </div>,
          ]
        })}
        {choices.length === 0 && (
          <p className="slds-p-around_small slds-text-color_weak">Nothing is called like that.</p>
        )}
      </div>
    </div>,
    document.body,
  )
}

const matching = (choices: readonly (MenuChoice & { kind?: ElementKind })[], text: string) => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return choices.filter(({ label, help = '' }) => {
    const all = `${label} ${help}`.toLowerCase()
    return words.every(word => all.includes(word))
  })
}
