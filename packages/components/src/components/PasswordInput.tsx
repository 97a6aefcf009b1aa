import { InputField, textOf } from '../inputs/InputField.tsx'
import { TextEditor } from '../inputs/TextEditor.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function PasswordInput(props: ComponentProps) {
  return (
    <InputField {...props}>
      {({ model, editor, count }) => (
        <TextEditor
          {...editor}
          type="password"
          autoComplete="off"
          value={textOf(model.value)}
          maxLength={count('maxLength')}
        />
      )}
    </InputField>
  )
}
