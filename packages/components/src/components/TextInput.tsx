import { InputField, textOf } from '../inputs/InputField.tsx'
import { TextEditor } from '../inputs/TextEditor.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function TextInput(props: ComponentProps) {
  return (
    <InputField {...props}>
      {({ model, editor, count }) => (
        <TextEditor {...editor} value={textOf(model.value)} maxLength={count('maxLength')} />
      )}
    </InputField>
  )
}
