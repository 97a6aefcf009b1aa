import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Floating } from '../slds/Floating.tsx'
import { Icon, IconDrawing } from '../slds/Icon.tsx'
import type { Choice } from './ChoiceEditors.tsx'
import { type EditorState, inputAttributes } from './EditorProps.ts'

/// Where the choices stand that are offered now.
export type Offer =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly choices: readonly Choice[] }
  | { readonly status: 'error'; readonly message: string }

export interface ComboboxProps extends EditorState {
  /// What is chosen, as the input shows it while nothing is typed.
  text: string
  chosen: ReadonlySet<string>
  offer: Offer
  /// Typing asks for other choices; absent: letters jump to a choice.
  onSearch?: (text: string) => void
  /// What is typed is itself a value, and the choices are offered beside it.
  onType?: (text: string) => void
  onChoose: (choice: Choice) => void
  /// Takes the choice away; absent: there is no button for it.
  onClear?: () => void
  /// The list stays open after a choice.
  isMulti?: boolean
  emptyText?: string
  /// Above the choices: "Recent Contacts".
  heading?: string
  iconName?: string
  onOpen?: () => void
}

/// An input with a list of choices, as the ARIA pattern "combobox" has it: the focus stays in the input, arrow keys move
/// through the list, Enter chooses, Escape closes.
export function Combobox({
  text,
  chosen,
  offer,
  onSearch,
  onType,
  onChoose,
  onClear,
  isMulti,
  ...editor
}: ComboboxProps) {
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState<string>()
  const [active, setActive] = useState(-1)
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  const labels = useLabels()
  const choices = offer.status === 'ready' ? offer.choices : []
  const isFixed = editor.disabled === true || editor.readOnly === true
  const isTypeable = onSearch !== undefined || onType !== undefined
  const optionId = (index: number) => `${listId}-${index}`

  const open = () => {
    if (isFixed || isOpen) return
    setOpen(true)
    setActive(choices.findIndex(({ value }) => chosen.has(value)))
    editor.onOpen?.()
  }
  const close = () => {
    setOpen(false)
    setActive(-1)
    if (typed !== undefined) onSearch?.('')
    setTyped(undefined)
  }
  const choose = (choice: Choice | undefined) => {
    if (!choice || choice.disabled) return
    onChoose(choice)
    if (!isMulti) close()
    else if (typed !== undefined) search('')
  }
  const search = (searched: string) => {
    setTyped(searched)
    onType?.(searched)
    setActive(onType || searched.trim() === '' ? -1 : 0)
    onSearch?.(searched)
  }
  const move = (to: number) => {
    if (!isOpen) open()
    else if (choices.length > 0) setActive(((to % choices.length) + choices.length) % choices.length)
  }
  const jump = (letter: string) => {
    open()
    const order = [...choices.keys()].map(i => (Math.max(active, 0) + (isOpen ? 1 : 0) + i) % choices.length)
    const found = order.find(i => choices[i]!.label.toLowerCase().startsWith(letter.toLowerCase()))
    if (found !== undefined) setActive(found)
  }
  const press = (event: KeyboardEvent) => {
    const { key } = event
    if (key === 'ArrowDown') move(active + 1)
    else if (key === 'ArrowUp') move(active < 0 ? -1 : active - 1)
    else if (isOpen && key === 'Home' && !isTypeable) move(0)
    else if (isOpen && key === 'End' && !isTypeable) move(-1)
    else if (key === 'Enter' && isOpen && active >= 0) choose(choices[active])
    else if (key === 'Enter') {
      close()
      return editor.onCommit?.()
    } else if (key === ' ' && !isTypeable && isOpen) choose(choices[active])
    else if (key === ' ' && !isTypeable) open()
    else if (key === 'Escape' && isOpen) close()
    else if (key === 'Tab') return isOpen ? close() : undefined
    else if ((key === 'Delete' || key === 'Backspace') && onClear && !isFixed && !isTypeable && text !== '') onClear()
    else if (!isTypeable && key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) jump(key)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const hasClear = onClear && !isFixed && text !== '' && typed === undefined
  return (
    <div className="slds-combobox_container">
      <div
        ref={box}
        className={`slds-combobox slds-dropdown-trigger slds-dropdown-trigger_click ${isOpen ? 'slds-is-open' : ''}`}
      >
        <div
          className={`slds-combobox__form-element slds-input-has-icon slds-input-has-icon_${editor.iconName ? 'left-right' : 'right'}`}
          role="none"
        >
          {editor.iconName && (
            <Icon
              name={editor.iconName}
              size="x-small"
              className="slds-input__icon slds-input__icon_left millrace-input-object"
            />
          )}
          <input
            {...inputAttributes(editor)}
            ref={input}
            type="text"
            role="combobox"
            autoComplete="off"
            className="slds-input slds-combobox__input"
            // One that only offers is read-only to the browser, not to its user.
            readOnly={editor.readOnly || !isTypeable}
            aria-readonly={editor.readOnly || undefined}
            aria-expanded={isOpen}
            aria-haspopup="listbox"
            aria-controls={isOpen ? listId : undefined}
            aria-autocomplete={isTypeable ? 'list' : undefined}
            aria-activedescendant={isOpen && active >= 0 ? optionId(active) : undefined}
            value={typed ?? text}
            // An editor in a cell takes the focus when it opens.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus={editor.autoFocus}
            onChange={event => {
              open()
              search(event.target.value)
            }}
            onClick={() => (isOpen && !isTypeable ? close() : open())}
            onKeyDown={press}
            onFocus={editor.onFocus}
            onBlur={() => {
              close()
              editor.onBlur?.()
            }}
          />
          {hasClear ? (
            <button
              type="button"
              className="slds-button slds-button_icon slds-input__icon slds-input__icon_right"
              title={labels.clear}
              onClick={() => {
                onClear()
                input.current?.focus()
              }}
            >
              <IconDrawing name="utility:clear" className="slds-button__icon" />
              <span className="slds-assistive-text">{labels.clearWhat(text)}</span>
            </button>
          ) : (
            <IconDrawing
              name={onSearch && editor.iconName ? 'utility:search' : onType ? 'utility:clock' : 'utility:down'}
              className="slds-icon slds-input__icon slds-input__icon_right slds-icon-text-default slds-icon_xx-small millrace-input-sign"
            />
          )}
        </div>
      </div>
      {isOpen && (
        <Floating anchor={box} matchWidth onLeave={close}>
          <Options
            id={listId}
            label={editor.heading ?? editor.assistiveLabel ?? labels.choices}
            heading={editor.heading}
            offer={offer}
            emptyText={editor.emptyText}
            active={active}
            chosen={chosen}
            isMulti={isMulti}
            optionId={optionId}
            onChoose={choose}
          />
        </Floating>
      )}
    </div>
  )
}

interface OptionsProps {
  id: string
  label: string
  heading: string | undefined
  offer: Offer
  emptyText: string | undefined
  active: number
  chosen: ReadonlySet<string>
  isMulti: boolean | undefined
  optionId: (index: number) => string
  onChoose: (choice: Choice) => void
}

function Options({ id, label, heading, offer, emptyText, active, ...props }: OptionsProps) {
  const labels = useLabels()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('.slds-has-focus')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  const choices = offer.status === 'ready' ? offer.choices : []
  return (
    <div className="slds-dropdown slds-dropdown_fluid millrace-options">
      {heading && <h3 className="slds-text-title_caps slds-p-around_x-small">{heading}</h3>}
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={label}
        aria-multiselectable={props.isMulti}
        className="slds-listbox slds-listbox_vertical"
      >
        {choices.map((choice, i) => (
          <Option
            key={choice.value}
            id={props.optionId(i)}
            choice={choice}
            isActive={i === active}
            isChosen={props.chosen.has(choice.value)}
            onChoose={() => props.onChoose(choice)}
          />
        ))}
      </div>
      <div role="status" className="slds-text-color_weak">
        <Said>
          {offer.status === 'loading' && 'Loading…'}
          {offer.status === 'error' && offer.message}
          {offer.status === 'ready' && choices.length === 0 && (emptyText ?? labels.noMatches)}
        </Said>
      </div>
    </div>
  )
}

const Said = ({ children }: { children: ReactNode[] }) =>
  children.some(Boolean) && <p className="slds-p-horizontal_small slds-p-vertical_x-small">{children}</p>

interface OptionProps {
  id: string
  choice: Choice
  isActive: boolean
  isChosen: boolean
  onChoose: () => void
}

function Option({ id, choice, isActive, isChosen, onChoose }: OptionProps) {
  return (
    // Keys are the input's, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-disabled={choice.disabled || undefined}
      className={`slds-media slds-listbox__option slds-listbox__option_plain slds-media_small slds-media_center ${isActive ? 'slds-has-focus' : ''} ${isChosen ? 'slds-is-selected' : ''}`}
      // The input must not lose the focus to what is clicked.
      onMouseDown={event => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="slds-media__figure slds-listbox__option-icon">
        {choice.iconName ? (
          <Icon name={choice.iconName} size="small" />
        ) : (
          isChosen && <Icon name="utility:check" size="x-small" className="slds-icon-text-default" />
        )}
      </span>
      <span className="slds-media__body">
        <span className="slds-truncate millrace-option-label" title={choice.label}>
          {choice.label}
        </span>
        {choice.description && (
          <span className="slds-text-body_small slds-text-color_weak slds-truncate millrace-option-label">
            {choice.description}
          </span>
        )}
      </span>
    </div>
  )
}
