import { TEXT, type Value } from '@millrace/values'
import { inputMessages } from './inputMessages.ts'
import { asText, input, message, messageOf, validation } from './input.ts'

/// Rich Text Input: text with headings, lists and links.
export const richTextInput = input({
  type: 'RichTextInput',
  iconName: 'utility:richtextbulletedlist',
  label: 'Rich Text Input',
  help: 'Text with headings, emphasis, lists and links. It holds HTML.',
  valueType: () => TEXT,
  read: asText,
  isBlank: value => wordsOf(value) === '',
  attributes: [
    validation({ name: 'maxLength', label: 'Max Length', type: 'number', help: 'Characters of the HTML.' }),
    message('messageWhenTooLong', 'Message When Too Long', 'Enter less text.'),
  ],
  problem(value, reader) {
    const max = reader.attribute('maxLength')
    return typeof value === 'string' && typeof max === 'number' && value.length > max
      ? messageOf(reader, 'messageWhenTooLong', inputMessages(reader.locale).lessText)
      : undefined
  },
})

const wordsOf = (value: Value): string =>
  typeof value === 'string'
    ? value
        .replace(/<[^>]*>/g, '')
        .replaceAll('&nbsp;', ' ')
        .trim()
    : ''
