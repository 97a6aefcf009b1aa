import { asTime, asValue } from '@millrace/runtime'
import { TimeValue } from '@millrace/values'
import { InputField } from '../inputs/InputField.tsx'
import { TimeEditor } from '../inputs/TimeEditor.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function TimeInput(props: ComponentProps) {
  const { state, component } = props
  const limit = (name: string) => asTime(asValue(state.attribute(component.apiName, name))) ?? undefined
  return (
    <InputField {...props}>
      {({ model, editor, formats, count }) => (
        <TimeEditor
          {...editor}
          value={model.value instanceof TimeValue ? model.value : null}
          locale={formats.locale}
          interval={count('interval')}
          min={limit('min')}
          max={limit('max')}
          onUnreadable={model.holdUnreadable}
          unreadable={model.unreadable}
        />
      )}
    </InputField>
  )
}
