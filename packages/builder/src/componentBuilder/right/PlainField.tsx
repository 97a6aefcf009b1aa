import { FormElement } from '@millrace/components'
import { type ReactNode, useId } from 'react'

export interface PlainFieldProps {
  label: string
  help?: string
  required?: boolean
  problem?: string
  hideLabel?: boolean
  children: (id: string) => ReactNode
}

/// A field without a mapped value: what it holds is a name.
export function PlainField({ children, ...props }: PlainFieldProps) {
  const id = useId()
  return (
    <FormElement id={id} {...props}>
      {children(id)}
    </FormElement>
  )
}
