import { InputField, textOf } from '../inputs/InputField.tsx'
import { TextareaEditor } from '../inputs/TextareaEditor.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function Textarea(props: ComponentProps) {
  return (
    <InputField {...props}>
      {({ model, editor, count }) => (
        <TextareaEditor
          {...editor}
          value={textOf(model.value)}
          maxLength={count('maxLength')}
          rows={Math.min(40, Math.max(2, count('rows') ?? 3))}
        />
      )}
    </InputField>
  )
}
