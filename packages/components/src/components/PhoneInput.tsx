import { InputField, textOf } from '../inputs/InputField.tsx'
import { TextEditor } from '../inputs/TextEditor.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function PhoneInput(props: ComponentProps) {
  return (
    <InputField {...props}>
      {({ model, editor, count }) => (
        <TextEditor
          {...editor}
          type="tel"
          autoComplete="tel"
          value={textOf(model.value)}
          maxLength={count('maxLength')}
        />
      )}
    </InputField>
  )
}
