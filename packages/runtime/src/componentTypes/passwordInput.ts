import { input } from './input.ts'
import { textKind } from './textInput.ts'

/// Password Input: text that is not shown while it is typed.
export const passwordInput = input(
  textKind({
    type: 'PasswordInput',
    iconName: 'utility:password',
    label: 'Password Input',
    help: 'Text that is not shown while it is typed.',
  }),
)
