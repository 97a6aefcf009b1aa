import { asNumber, asValue } from '@millrace/runtime'
import { compareNum, isNum } from '@millrace/values'
import { InputField } from '../inputs/InputField.tsx'
import { numberForm } from '../inputs/numberForm.ts'
import { SliderEditor } from '../inputs/SliderEditor.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function Slider(props: ComponentProps) {
  const { state, component } = props
  const limit = (name: string) => asNumber(asValue(state.attribute(component.apiName, name)))
  const step = limit('step')
  return (
    <InputField {...props}>
      {({ model, editor, formats, text, count }) => (
        <SliderEditor
          {...editor}
          value={isNum(model.value) ? model.value : null}
          min={limit('min') ?? 0}
          max={limit('max') ?? 100}
          step={step !== null && compareNum(step, 0) > 0 ? step : 1}
          form={numberForm(formats, text('format'), text('currencyCode'), count('scale'))}
        />
      )}
    </InputField>
  )
}
