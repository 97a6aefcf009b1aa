import { asNumber, asValue } from '@millrace/runtime'
import { isNum } from '@millrace/values'
import { InputField } from '../inputs/InputField.tsx'
import { NumberEditor } from '../inputs/NumberEditor.tsx'
import { numberForm } from '../inputs/numberForm.ts'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function NumberInput(props: ComponentProps) {
  const { state, component } = props
  const limit = (name: string) => asNumber(asValue(state.attribute(component.apiName, name))) ?? undefined
  return (
    <InputField {...props}>
      {({ model, editor, formats, text, count }) => (
        <NumberEditor
          {...editor}
          value={isNum(model.value) ? model.value : null}
          form={numberForm(formats, text('format'), text('currencyCode'), count('scale'))}
          step={limit('step')}
          min={limit('min')}
          max={limit('max')}
          onUnreadable={model.holdUnreadable}
          unreadable={model.unreadable}
        />
      )}
    </InputField>
  )
}
