import { CheckboxEditor } from '../inputs/CheckboxEditor.tsx'
import { InputField } from '../inputs/InputField.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function Checkbox(props: ComponentProps) {
  return (
    <InputField {...props} hasOwnLabel>
      {({ model, editor, label, isTrue }) => (
        <CheckboxEditor
          {...editor}
          value={model.value === true}
          label={isTrue('hideLabel') ? '' : label}
          assistiveLabel={isTrue('hideLabel') ? label : undefined}
        />
      )}
    </InputField>
  )
}
