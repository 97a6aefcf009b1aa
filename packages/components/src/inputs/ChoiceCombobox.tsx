import { useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Pill } from '../slds/Pill.tsx'
import type { Choice } from './ChoiceEditors.tsx'
import { Combobox } from './Combobox.tsx'
import type { EditorProps } from './EditorProps.ts'

interface ChoiceComboboxProps<T> extends EditorProps<T> {
  choices: readonly Choice[]
  /// Typing filters the choices.
  isSearchable?: boolean
  isLoading?: boolean
  emptyText?: string
}

/// One of many choices. A value that is not among them is shown as it is.
export function SingleCombobox({ choices, isSearchable, isLoading, ...editor }: ChoiceComboboxProps<string | null>) {
  const labels = useLabels()
  const [searched, setSearched] = useState('')
  const { value, onChange, onCommit } = editor
  const change = (next: string | null) => {
    onChange(next)
    onCommit?.()
  }
  return (
    <Combobox
      {...editor}
      text={choices.find(choice => choice.value === value)?.label ?? value ?? ''}
      chosen={new Set(value === null ? [] : [value])}
      offer={isLoading ? { status: 'loading' } : { status: 'ready', choices: matching(choices, searched) }}
      placeholder={editor.placeholder || labels.selectOption}
      onSearch={isSearchable ? setSearched : undefined}
      onChoose={choice => change(choice.value)}
      onClear={editor.required ? undefined : () => change(null)}
    />
  )
}

/// Any number of many choices; the chosen ones stand under the input. The value keeps the order of choosing.
export function MultiCombobox({ choices, isSearchable, isLoading, ...editor }: ChoiceComboboxProps<readonly string[]>) {
  const labels = useLabels()
  const [searched, setSearched] = useState('')
  const { value, onChange, onCommit } = editor
  const change = (next: readonly string[]) => {
    onChange(next)
    onCommit?.()
  }
  const isFixed = editor.disabled === true || editor.readOnly === true
  const labelOf = (one: string) => choices.find(choice => choice.value === one)?.label ?? one
  return (
    <>
      <Combobox
        {...editor}
        text={value.length === 0 ? '' : value.length === 1 ? labelOf(value[0]!) : labels.optionsSelected(value.length)}
        chosen={new Set(value)}
        isMulti
        offer={isLoading ? { status: 'loading' } : { status: 'ready', choices: matching(choices, searched) }}
        placeholder={editor.placeholder || labels.selectOptions}
        onSearch={isSearchable ? setSearched : undefined}
        onChoose={({ value: chosen }) =>
          change(value.includes(chosen) ? value.filter(other => other !== chosen) : [...value, chosen])
        }
      />
      {value.length > 0 && (
        <ul className="millrace-pills" aria-label={labels.selected}>
          {value.map(one => (
            <li key={one}>
              <Pill
                label={labelOf(one)}
                onRemove={isFixed ? undefined : () => change(value.filter(other => other !== one))}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/// The choices with every word of [searched] somewhere in their label.
function matching(choices: readonly Choice[], searched: string): readonly Choice[] {
  const words = searched.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return choices
  return choices.filter(({ label }) => words.every(word => label.toLowerCase().includes(word)))
}
