import { ButtonIcon, FormElement } from '@millrace/components'
import { useId, useRef, useState } from 'react'
import { useBuilder, useSnapshot } from '../useEditor.ts'
import type { PropertyPlace } from './fieldsContext.ts'
import { ReferencePicker } from './ReferencePicker.tsx'
import { referenceChoices } from './referenceChoices.ts'

export interface FormulaFieldProps {
  label: string
  help?: string
  required?: boolean
  problem?: string
  value: unknown
  at: Pick<PropertyPlace, 'place'>
  rows?: number
  onChange: (value: unknown) => void
}

/// A formula, with a list of references to put in where the cursor is.
export function FormulaField({ label, help, required, problem, value, at, rows = 2, onChange }: FormulaFieldProps) {
  const id = useId()
  const { editor, objects } = useBuilder()
  const { definition } = useSnapshot(editor)
  const input = useRef<HTMLTextAreaElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
  const insert = (path: string) => {
    setOpen(false)
    const at = input.current?.selectionStart ?? text.length
    onChange(`${text.slice(0, at)}{!${path}}${text.slice(input.current?.selectionEnd ?? at)}`)
    input.current?.focus()
  }
  return (
    <FormElement id={id} label={label} help={help} required={required} problem={problem}>
      <div ref={box} className="builder-mapped">
        <textarea
          ref={input}
          id={id}
          className="slds-textarea builder-formula"
          rows={rows}
          spellCheck={false}
          value={text}
          onChange={event => onChange(event.target.value === '' ? undefined : event.target.value)}
        />
        <ButtonIcon
          iconName="utility:insert_tag_field"
          assistiveText={`Insert a reference into ${label}`}
          variant="border-filled"
          expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      {isOpen && (
        <ReferencePicker
          anchor={box}
          choices={referenceChoices({ definition, objects, place: at.place })}
          onChoose={insert}
          onClose={() => setOpen(false)}
        />
      )}
    </FormElement>
  )
}
