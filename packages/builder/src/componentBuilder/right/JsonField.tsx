import { useState } from 'react'

/// A value of any type. Text that reads as JSON (a number, true, a list) is that; the rest is text.
export function JsonField({ id, value, onChange }: { id: string; value: unknown; onChange: (value: unknown) => void }) {
  const [typed, setTyped] = useState<{ text: string; value: unknown }>()
  const text = typed && typed.value === value ? typed.text : textOf(value)
  return (
    <input
      id={id}
      className="slds-input"
      value={text}
      onChange={event => {
        const next = valueOf(event.target.value)
        setTyped({ text: event.target.value, value: next })
        onChange(next)
      }}
    />
  )
}

const textOf = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

function valueOf(text: string): unknown {
  if (text === '') return undefined
  if (!/^(true|false|null|-?\d|[[{])/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
