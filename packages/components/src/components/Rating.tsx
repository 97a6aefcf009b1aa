import { isNum } from '@millrace/values'
import { InputField } from '../inputs/InputField.tsx'
import { RatingEditor } from '../inputs/RatingEditor.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function Rating(props: ComponentProps) {
  return (
    <InputField {...props} isGroup>
      {({ model, editor, count }) => (
        <RatingEditor
          {...editor}
          value={isNum(model.value) ? model.value : null}
          max={Math.min(10, Math.max(1, count('max') ?? 5))}
        />
      )}
    </InputField>
  )
}
