import { useState } from 'react'

/// Choices, one on each line: "Label", or "value | Label".
export function OptionsField({
  id,
  value,
  onChange,
}: {
  id: string
  value: unknown
  onChange: (value: unknown) => void
}) {
  const [typed, setTyped] = useState<{ text: string; value: unknown }>()
  const text = typed && typed.value === value ? typed.text : linesOf(value)
  return (
    <textarea
      id={id}
      className="slds-textarea"
      rows={4}
      placeholder={'One on each line: Label, or value | Label'}
      value={text}
      onChange={event => {
        const next = optionsOf(event.target.value)
        setTyped({ text: event.target.value, value: next })
        onChange(next)
      }}
    />
  )
}

function linesOf(value: unknown): string {
  if (!Array.isArray(value)) return ''
  return value
    .map((option: unknown) => {
      if (typeof option !== 'object' || option === null) return String(option)
      const { value: key, label } = option as { value?: unknown; label?: unknown }
      return label === undefined || label === key ? String(key) : `${String(key)} | ${String(label)}`
    })
    .join('\n')
}

function optionsOf(text: string): unknown {
  const lines = text.split('\n').filter(line => line.trim() !== '')
  if (lines.length === 0) return undefined
  return lines.map(line => {
    const [value = '', label] = line.split('|').map(part => part.trim())
    return label === undefined ? value : { value, label }
  })
}
