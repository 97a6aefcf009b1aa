import { InputField, textOf } from '../inputs/InputField.tsx'
import { TextEditor } from '../inputs/TextEditor.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function UrlInput(props: ComponentProps) {
  return (
    <InputField {...props}>
      {({ model, editor, count }) => (
        <TextEditor
          {...editor}
          type="url"
          autoComplete="url"
          value={textOf(model.value)}
          maxLength={count('maxLength')}
        />
      )}
    </InputField>
  )
}
