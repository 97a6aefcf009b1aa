import type { FlowCustomError } from '@millrace/metadata'
import { mergeText } from '@millrace/values'
import { Fault } from '../fault.ts'
import { compileTemplate } from '../template.ts'
import type { ElementKind } from './kind.ts'

/// Custom Error Message: ends the run and gives its text to whoever started it, as Apex addError does.
///
/// Source: Salesforce Help, "Flow Element: Custom Error Message".
export const customErrors: ElementKind<FlowCustomError> = {
  label: 'Custom Error Message',

  compile(element, node, compilation) {
    const messages = element.customErrorMessages.map(message => ({
      text: compileTemplate(message.errorMessage, compilation, message, 'errorMessage'),
      field: message.isFieldError ? message.fieldSelection : null,
    }))
    node.step = interview => {
      const errors = messages.map(({ text, field }) => ({ message: mergeText(text.read(interview), interview), field }))
      const all = errors.map(({ message }) => message).join(' ')
      throw new Fault('FIELD_CUSTOM_VALIDATION_EXCEPTION', all, { ignoresFaultPath: true, errors })
    }
  },
}
