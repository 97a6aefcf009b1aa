import { InputField } from '../inputs/InputField.tsx'
import { ToggleEditor } from '../inputs/ToggleEditor.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function Toggle(props: ComponentProps) {
  return (
    <InputField {...props} hasOwnLabel>
      {({ model, editor, label, text, isTrue }) => (
        <ToggleEditor
          {...editor}
          value={model.value === true}
          label={label}
          hideLabel={isTrue('hideLabel')}
          activeText={text('messageToggleActive')}
          inactiveText={text('messageToggleInactive')}
        />
      )}
    </InputField>
  )
}
