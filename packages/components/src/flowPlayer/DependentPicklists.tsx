import { useId } from 'react'
import { SingleCombobox } from '../inputs/ChoiceCombobox.tsx'
import { useLabels } from '../labels/Localized.tsx'
import { FormElement, problemId } from '../slds/FormElement.tsx'
import type { ScreenComponentProps } from './screenComponents.ts'

/// Up to three picklists, of which each offers what goes with the one above it.
export function DependentPicklists({ field, attributes, problem, onChange }: ScreenComponentProps) {
  const labels = useLabels()
  const id = useId()
  const picklists = field.picklists ?? []
  const valueOf = (level: number): string | null => {
    const value = attributes[picklists[level]?.attribute ?? '']
    return typeof value === 'string' && value !== '' ? value : null
  }
  const choicesOf = (level: number) =>
    (picklists[level]?.choices ?? []).flatMap(({ value, label, goesWith }) =>
      !goesWith || goesWith.includes(valueOf(level - 1) ?? '') ? [{ value: String(value), label }] : [],
    )
  const change = (level: number, value: string | null) =>
    onChange(Object.fromEntries(picklists.slice(level).map(({ attribute }, i) => [attribute, i === 0 ? value : null])))
  // The first that is still to be filled in has the message.
  const wrong = problem === '' ? -1 : picklists.findIndex((one, i) => one.required && valueOf(i) === null)
  return (
    <div className="millrace-flow-group" role="group" aria-label={field.label || field.name}>
      {picklists.map(({ attribute, label, required }, i) => {
        const inputId = `${id}-${attribute}`
        const shown = problem !== '' && (wrong === i || (wrong < 0 && i === picklists.length - 1)) ? problem : ''
        const choices = choicesOf(i)
        return (
          <FormElement key={attribute} id={inputId} label={label} required={required} problem={shown}>
            <SingleCombobox
              id={inputId}
              required={required}
              disabled={field.disabled || choices.length === 0}
              placeholder={i > 0 && valueOf(i - 1) === null ? labels.chooseAboveFirst : undefined}
              hasProblem={shown !== ''}
              describedBy={shown ? problemId(inputId) : undefined}
              value={valueOf(i)}
              choices={choices}
              isSearchable={choices.length > 10}
              onChange={value => change(i, value)}
            />
          </FormElement>
        )
      })}
    </div>
  )
}
