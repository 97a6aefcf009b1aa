import type { ReactNode } from 'react'
import type { EditorProps, EditorState } from './EditorProps.ts'

/// Something to choose.
export interface Choice {
  readonly value: string
  readonly label: string
  /// A second, weaker line.
  readonly description?: string
  readonly iconName?: string
  readonly disabled?: boolean
}

interface ChoiceEditorProps<T> extends EditorProps<T> {
  choices: readonly Choice[]
  /// Beside each other in boxes, or below each other.
  type?: 'list' | 'button'
}

/// One of a few choices, all in sight. Arrow keys move, as in every radio group.
export function RadioGroupEditor({ choices, type = 'list', ...editor }: ChoiceEditorProps<string | null>) {
  return (
    <Group type={type} kind="radio">
      {choices.map((choice, i) => (
        <ChoiceBox
          key={choice.value}
          kind="radio"
          type={type}
          choice={choice}
          index={i}
          editor={editor}
          isChosen={editor.value === choice.value}
          onToggle={() => {
            editor.onChange(choice.value)
            editor.onCommit?.()
          }}
        />
      ))}
    </Group>
  )
}

/// Any number of a few choices, all in sight. The value keeps their order.
export function CheckboxGroupEditor({ choices, type = 'list', ...editor }: ChoiceEditorProps<readonly string[]>) {
  const toggle = (value: string, isChosen: boolean) => {
    const chosen = new Set(editor.value)
    if (isChosen) chosen.add(value)
    else chosen.delete(value)
    editor.onChange(choices.map(choice => choice.value).filter(candidate => chosen.has(candidate)))
    editor.onCommit?.()
  }
  return (
    <Group type={type} kind="checkbox">
      {choices.map((choice, i) => (
        <ChoiceBox
          key={choice.value}
          kind="checkbox"
          type={type}
          choice={choice}
          index={i}
          editor={editor}
          isChosen={editor.value.includes(choice.value)}
          onToggle={isChosen => toggle(choice.value, isChosen)}
        />
      ))}
    </Group>
  )
}

function Group({ type, kind, children }: { type: 'list' | 'button'; kind: 'radio' | 'checkbox'; children: ReactNode }) {
  return type === 'button' ? <div className={`slds-${kind}_button-group millrace-choices`}>{children}</div> : children
}

interface ChoiceBoxProps {
  kind: 'radio' | 'checkbox'
  type: 'list' | 'button'
  choice: Choice
  index: number
  isChosen: boolean
  editor: EditorState
  onToggle: (isChosen: boolean) => void
}

function ChoiceBox({ kind, type, choice, index, isChosen, editor, onToggle }: ChoiceBoxProps) {
  const id = `${editor.id}-${index}`
  const isButton = type === 'button'
  const faux = `slds-${kind}_faux`
  return (
    <span className={isButton ? `slds-button slds-${kind}_button` : `slds-${kind}`}>
      <input
        type={kind}
        id={id}
        name={editor.id}
        checked={isChosen}
        disabled={editor.disabled || editor.readOnly || choice.disabled}
        aria-describedby={editor.describedBy}
        onChange={event => onToggle(event.target.checked)}
        onFocus={editor.onFocus}
        onBlur={editor.onBlur}
      />
      <label className={isButton ? `slds-${kind}_button__label` : `slds-${kind}__label`} htmlFor={id}>
        {isButton ? (
          <span className={faux}>{choice.label}</span>
        ) : (
          <>
            <span className={faux} />
            <span className="slds-form-element__label">{choice.label}</span>
          </>
        )}
      </label>
    </span>
  )
}
