import { Icon } from '@millrace/components'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import './pickers.css'

export interface ComboboxOption {
  readonly value: string
  readonly label: string
  readonly detail?: string
  readonly group?: string
  readonly iconName?: string
  /// Choosing it shows what is inside instead of taking it.
  readonly opens?: true
}

export interface ComboboxProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly value: string
  /// What fits [text]; all of them for what it was before somebody typed.
  options(text: string): readonly ComboboxOption[]
  /// The text is done: an option's value, or what was typed.
  onCommit(text: string): void
  /// Below the options: makes a new one.
  readonly action?: { readonly label: string; run(): void }
  readonly placeholder?: string
  readonly required?: boolean
  readonly error?: string | null
  readonly help?: ReactNode
  readonly disabled?: boolean
}

const MOST = 200

/// A field with a list of what could be in it, searched while typing. Arrow keys and Enter choose; a text that is no
/// option is taken as it is when the field is left.
export function Combobox(props: ComboboxProps) {
  const { label, hideLabel, value, options, onCommit, action, placeholder, required, error, help, disabled } = props
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const shown = text ?? value
  const listed = isOpen ? options(text ?? '').slice(0, MOST) : []
  const count = listed.length + (action ? 1 : 0)

  const close = () => {
    setOpen(false)
    setActive(-1)
  }
  const commit = (wanted: string) => {
    setText(null)
    close()
    if (wanted !== value) onCommit(wanted)
  }
  const choose = (position: number) => {
    const option = listed[position]
    if (!option) {
      setText(null)
      close()
      action?.run()
    } else if (option.opens) {
      setText(option.value)
      setActive(-1)
      input.current?.focus()
    } else commit(option.value)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move && count > 0) {
      event.preventDefault()
      if (!isOpen) setOpen(true)
      else setActive((active + move + count) % count)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (isOpen && active >= 0) choose(active)
      else commit(shown)
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation()
      setText(null)
      close()
    } else if (event.key === 'Tab') close()
  }

  return (
    <div className={`slds-form-element ${error ? 'slds-has-error' : ''}`}>
      <label className={`slds-form-element__label ${hideLabel ? 'slds-assistive-text' : ''}`} htmlFor={id}>
        {required && (
          <abbr className="slds-required" title="required">
            *{' '}
          </abbr>
        )}
        {label}
      </label>
      <div className="slds-form-element__control">
        <div className="slds-input-has-icon slds-input-has-icon_right">
          <input
            ref={input}
            id={id}
            className="slds-input"
            role="combobox"
            autoComplete="off"
            spellCheck={false}
            aria-expanded={isOpen}
            aria-controls={isOpen ? `${id}-list` : undefined}
            aria-autocomplete="list"
            aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${id}-error` : undefined}
            placeholder={placeholder}
            disabled={disabled}
            value={shown}
            onFocus={() => setOpen(true)}
            onClick={() => setOpen(true)}
            onChange={event => {
              setText(event.target.value)
              setOpen(true)
              setActive(-1)
            }}
            onKeyDown={onKeyDown}
            onBlur={() => {
              close()
              if (text !== null) commit(text)
            }}
          />
          <Icon
            name="utility:down"
            size="xx-small"
            className="slds-input__icon slds-input__icon_right millrace-combobox-icon"
          />
        </div>
      </div>
      {help && <div className="slds-form-element__help millrace-help">{help}</div>}
      {error && (
        <div className="slds-form-element__help" id={`${id}-error`}>
          {error}
        </div>
      )}
      {isOpen && count > 0 && (
        <OptionList
          id={id}
          anchor={input}
          label={label}
          options={listed}
          active={active}
          action={action}
          choose={choose}
        />
      )}
    </div>
  )
}

interface OptionListProps {
  id: string
  anchor: { readonly current: HTMLElement | null }
  label: string
  options: readonly ComboboxOption[]
  active: number
  action: ComboboxProps['action']
  choose(position: number): void
}

/// Stands at the end of the page, because a scrolling panel would cut it off.
function OptionList({ id, anchor, label, options, active, action, choose }: OptionListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = () => placeBelow(anchor.current, list.current)
    place()
    window.addEventListener('scroll', place, true)
    window.addEventListener('resize', place)
    return () => {
      window.removeEventListener('scroll', place, true)
      window.removeEventListener('resize', place)
    }
  })
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return createPortal(
    <div ref={list} className="slds-dropdown millrace-options" id={`${id}-list`} role="listbox" aria-label={label}>
      {options.map((option, i) => {
        const heading = option.group === options[i - 1]?.group ? undefined : option.group
        return [
          heading && (
            <div key={`group ${heading}`} className="millrace-options-group" role="presentation">
              {heading}
            </div>
          ),
          // The keys are those of the field, which keeps the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={`${option.value} ${i}`}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            className={`millrace-option ${i === active ? 'is-active' : ''}`}
            onMouseDown={event => event.preventDefault()}
            onClick={() => choose(i)}
          >
            {option.iconName && <Icon name={option.iconName} size="x-small" />}
            <span className="millrace-option-text">
              <span>{option.label}</span>
              {option.detail && <span className="slds-text-color_weak slds-text-body_small">{option.detail}</span>}
            </span>
            {option.opens && <Icon name="utility:chevronright" size="xx-small" />}
          </div>,
        ]
      })}
      {action && (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          id={`${id}-${options.length}`}
          role="option"
          tabIndex={-1}
          aria-selected={active === options.length}
          className={`millrace-option is-action ${active === options.length ? 'is-active' : ''}`}
          onMouseDown={event => event.preventDefault()}
          onClick={() => choose(options.length)}
        >
          <Icon name="utility:add" size="xx-small" />
          <span className="millrace-option-text">{action.label}</span>
        </div>
      )}
    </div>,
    document.body,
  )
}

function placeBelow(anchor: HTMLElement | null, list: HTMLElement | null): void {
  if (!anchor || !list) return
  const box = anchor.getBoundingClientRect()
  const width = Math.max(box.width, Math.min(320, window.innerWidth - 16))
  list.style.width = `${width}px`
  list.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - width - 8))}px`
  const below = window.innerHeight - box.bottom - 12
  const isBelow = below > 180 || below > box.top
  list.style.maxHeight = `${Math.min(320, isBelow ? below : box.top - 12)}px`
  list.style.top = isBelow ? `${box.bottom + 2}px` : ''
  list.style.bottom = isBelow ? '' : `${window.innerHeight - box.top + 2}px`
}

/// The options whose label, value or detail has every word of [text]; those that begin with it first.
export function searched(options: readonly ComboboxOption[], text: string): ComboboxOption[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...options]
  const rank = (option: ComboboxOption): number => {
    const texts = [option.label, option.value].map(one => one.toLowerCase())
    const all = `${texts.join(' ')} ${option.detail?.toLowerCase() ?? ''}`
    if (!words.every(word => all.includes(word))) return -1
    return texts.some(one => one.startsWith(words[0]!)) ? 0 : 1
  }
  return options
    .map(option => ({ option, rank: rank(option) }))
    .filter(({ rank }) => rank >= 0)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ option }) => option)
}
