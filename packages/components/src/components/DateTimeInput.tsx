import { dateLimits } from '@millrace/runtime'
import { DateTimeValue } from '@millrace/values'
import { DateTimeEditor } from '../inputs/DateTimeEditor.tsx'
import { InputField } from '../inputs/InputField.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function DateTimeInput(props: ComponentProps) {
  const { state, component } = props
  return (
    <InputField {...props} isGroup>
      {({ model, editor, formats, label }) => (
        <DateTimeEditor
          {...editor}
          {...dateLimits({ attribute: name => state.attribute(component.apiName, name), timeZone: formats.timeZone })}
          value={model.value instanceof DateTimeValue ? model.value : null}
          assistiveLabel={label}
          locale={formats.locale}
          timeZone={formats.timeZone}
          onUnreadable={model.holdUnreadable}
          unreadable={model.unreadable}
        />
      )}
    </InputField>
  )
}
