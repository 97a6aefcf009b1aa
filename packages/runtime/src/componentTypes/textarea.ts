import { input } from './input.ts'
import { textKind } from './textInput.ts'

/// Textarea: text of several lines.
export const textarea = input(
  textKind({
    type: 'Textarea',
    iconName: 'utility:textarea',
    label: 'Textarea',
    help: 'Text of several lines.',
    attributes: [{ name: 'rows', label: 'Rows', type: 'number', default: 3, help: 'How many lines are seen at once.' }],
  }),
)
