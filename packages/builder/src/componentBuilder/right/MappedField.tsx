import { ButtonIcon, FormElement, Icon } from '@millrace/components'
import { soleReference } from '@millrace/runtime'
import type { Place } from '@millrace/runtime'
import type { DataType } from '@millrace/values'
import { type ReactNode, useId, useRef, useState } from 'react'
import { useBuilder, useSnapshot } from '../useEditor.ts'
import { ReferencePicker } from './ReferencePicker.tsx'
import { referenceChoices } from './referenceChoices.ts'

export interface MappedFieldProps {
  label: string
  help?: string
  required?: boolean
  problem?: string
  value: unknown
  /// What a reference should be.
  expected?: DataType
  place: Place
  /// Whether a reference goes into the text, instead of in its place.
  isText?: boolean
  onChange: (value: unknown) => void
  /// The input for a static value, with the id that its label names.
  children: (id: string) => ReactNode
}

/// A field whose value is static or mapped: the icon beside it opens the list of references. A mapped value is shown as
/// a pill.
export function MappedField({
  label,
  help,
  required,
  problem,
  value,
  expected,
  place,
  isText,
  onChange,
  children,
}: MappedFieldProps) {
  const id = useId()
  const { editor, objects } = useBuilder()
  const { definition } = useSnapshot(editor)
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const reference = typeof value === 'string' ? soleReference(value) : undefined
  const choose = (path: string) => {
    setOpen(false)
    const written = `{!${path}}`
    onChange(
      isText && typeof value === 'string' && reference === undefined && value !== '' ? `${value}${written}` : written,
    )
  }
  return (
    <FormElement id={id} label={label} help={help} required={required} problem={problem}>
      <div ref={box} className="builder-mapped">
        {reference === undefined ? (
          children(id)
        ) : (
          <span className="slds-pill builder-reference" id={id}>
            <Icon name="utility:insert_tag_field" size="xx-small" />
            <span className="slds-pill__label" title={reference}>
              {reference}
            </span>
            <ButtonIcon
              iconName="utility:close"
              assistiveText={`Use a static value for ${label}`}
              size="x-small"
              onClick={() => onChange(undefined)}
            />
          </span>
        )}
        <ButtonIcon
          iconName="utility:insert_tag_field"
          assistiveText={reference === undefined ? `Map ${label}` : `Map ${label} to something else`}
          variant="border-filled"
          expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      {isOpen && (
        <ReferencePicker
          anchor={box}
          choices={referenceChoices({ definition, objects, place })}
          expected={expected}
          onChoose={choose}
          onClose={() => setOpen(false)}
        />
      )}
    </FormElement>
  )
}
