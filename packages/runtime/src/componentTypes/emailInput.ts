import { input } from './input.ts'
import { textKind } from './textInput.ts'

/// Email Input: an e-mail address.
export const emailInput = input(
  textKind({
    type: 'EmailInput',
    iconName: 'utility:email',
    label: 'Email Input',
    help: 'An e-mail address.',
    form: {
      kind: 'email',
      // As Salesforce's Email fields: something, "@", and a domain with a point.
      matches: text => /^[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+$/.test(text),
    },
  }),
)
