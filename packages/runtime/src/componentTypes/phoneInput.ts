import { input } from './input.ts'
import { textKind } from './textInput.ts'

/// Phone Input: a telephone number, as it is written.
export const phoneInput = input(
  textKind({
    type: 'PhoneInput',
    iconName: 'utility:call',
    label: 'Phone Input',
    help: 'A telephone number, kept as it is typed.',
  }),
)
