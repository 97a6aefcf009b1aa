import { TEXT } from '@millrace/values'
import type { AttributeReader, PropertyDeclaration } from '../declaration.ts'
import { inputMessages } from './inputMessages.ts'
import { asText, input, type InputKind, message, messageOf, validation } from './input.ts'

/// What inputs of text check.
export const TEXT_VALIDATION: readonly PropertyDeclaration[] = [
  validation({ name: 'minLength', label: 'Min Length', type: 'number', help: 'Characters, at least.' }),
  validation({ name: 'maxLength', label: 'Max Length', type: 'number', help: 'No more can be typed.' }),
  validation({
    name: 'pattern',
    label: 'Pattern',
    type: 'text',
    help: 'A regular expression that the whole text matches: [A-Z]{2}-\\d{4}.',
  }),
  message('messageWhenTooShort', 'Message When Too Short', 'Enter at least 3 characters.'),
  message('messageWhenTooLong', 'Message When Too Long', 'Enter at most 40 characters.'),
  message('messageWhenPatternMismatch', 'Message When Pattern Does Not Match', 'Enter it in the form asked for.'),
]

/// An input that holds text.
export const textKind = (
  own: Pick<InputKind, 'type' | 'iconName' | 'label' | 'help'> & {
    readonly attributes?: readonly PropertyDeclaration[]
    /// What the text must look like.
    readonly form?: { readonly kind: 'email' | 'url'; readonly matches: (text: string) => boolean }
  },
): InputKind => ({
  type: own.type,
  iconName: own.iconName,
  label: own.label,
  help: own.help,
  valueType: () => TEXT,
  read: asText,
  attributes: [
    ...(own.attributes ?? []),
    ...TEXT_VALIDATION,
    ...(own.form
      ? [message('messageWhenTypeMismatch', 'Message When It Does Not Fit', inputMessages('en')[own.form.kind])]
      : []),
  ],
  problem(value, reader) {
    const text = String(value)
    if (own.form && !own.form.matches(text.trim()))
      return messageOf(reader, 'messageWhenTypeMismatch', inputMessages(reader.locale)[own.form.kind])
    return textProblem(text, reader)
  },
})

/// Why [text] is too short, too long, or does not match the pattern.
export function textProblem(text: string, reader: AttributeReader): string | undefined {
  const [min, max] = [reader.attribute('minLength'), reader.attribute('maxLength')]
  const messages = inputMessages(reader.locale)
  const length = [...text].length
  if (typeof min === 'number' && length < min) return messageOf(reader, 'messageWhenTooShort', messages.tooShort(min))
  if (typeof max === 'number' && length > max) return messageOf(reader, 'messageWhenTooLong', messages.tooLong(max))
  const pattern = reader.attribute('pattern')
  if (typeof pattern === 'string' && pattern !== '' && !matches(text, pattern))
    return messageOf(reader, 'messageWhenPatternMismatch', messages.pattern)
  return undefined
}

// A pattern that is no regular expression keeps nobody from saving.
function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'v').test(text)
  } catch {
    return true
  }
}

/// Text Input: one line of text.
export const textInput = input(
  textKind({ type: 'TextInput', iconName: 'utility:textbox', label: 'Text Input', help: 'One line of text.' }),
)
