import { dateLimits } from '@millrace/runtime'
import { DateValue } from '@millrace/values'
import { DateEditor } from '../inputs/DateEditor.tsx'
import { InputField } from '../inputs/InputField.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function DateInput(props: ComponentProps) {
  const { state, component } = props
  return (
    <InputField {...props}>
      {({ model, editor, formats }) => (
        <DateEditor
          {...editor}
          {...dateLimits({ attribute: name => state.attribute(component.apiName, name), timeZone: formats.timeZone })}
          value={model.value instanceof DateValue ? model.value : null}
          locale={formats.locale}
          timeZone={formats.timeZone}
          onUnreadable={model.holdUnreadable}
          unreadable={model.unreadable}
        />
      )}
    </InputField>
  )
}
