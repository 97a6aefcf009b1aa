import { InputField, textOf } from '../inputs/InputField.tsx'
import { LazyRichTextEditor } from '../inputs/LazyRichTextEditor.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function RichTextInput(props: ComponentProps) {
  return (
    <InputField {...props}>
      {({ model, editor, label }) => (
        <LazyRichTextEditor {...editor} value={textOf(model.value)} assistiveLabel={label} />
      )}
    </InputField>
  )
}
