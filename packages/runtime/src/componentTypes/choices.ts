import type { PropertyDeclaration } from '../declaration.ts'

/// The options of a choice: labels by value, in the order in which they are offered.
export const choices = (labels: Readonly<Record<string, string>>): NonNullable<PropertyDeclaration['options']> =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

export const BUTTON_VARIANTS = choices({
  base: 'Base',
  neutral: 'Neutral',
  brand: 'Brand',
  'outline-brand': 'Outline Brand',
  destructive: 'Destructive',
  'text-destructive': 'Text Destructive',
  success: 'Success',
})

export const SIZES = choices({ 'x-small': 'Extra Small', small: 'Small', medium: 'Medium', large: 'Large' })

/// Distances between things, as SLDS names them.
export const SPACINGS = choices({
  none: 'None',
  'xx-small': 'Extra Extra Small',
  'x-small': 'Extra Small',
  small: 'Small',
  medium: 'Medium',
  large: 'Large',
  'x-large': 'Extra Large',
})
