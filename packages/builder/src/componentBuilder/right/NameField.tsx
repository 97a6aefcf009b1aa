import { FormElement } from '@millrace/components'
import { useId, useState } from 'react'

export interface NameFieldProps {
  name: string
  /// Why a name cannot be had, as a sentence.
  whyNot: (name: string) => string | undefined
  /// How many places refer to it; they change with it.
  uses: number
  onRename: (name: string) => void
}

/// The API name. It changes, with everything that refers to it, when the field is left or Enter is pressed.
export function NameField({ name, whyNot, uses, onRename }: NameFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState(name)
  const problem = typed === name ? undefined : whyNot(typed)
  const commit = () => {
    if (typed === name) return
    if (problem) setTyped(name)
    else onRename(typed)
  }
  const help =
    uses === 0
      ? 'References use it.'
      : `${uses === 1 ? '1 place refers' : `${uses} places refer`} to it and will follow.`
  return (
    <FormElement id={id} label="API Name" required help={help} problem={problem}>
      <input
        id={id}
        className="slds-input"
        value={typed}
        spellCheck={false}
        onChange={event => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={event => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setTyped(name)
        }}
      />
    </FormElement>
  )
}
