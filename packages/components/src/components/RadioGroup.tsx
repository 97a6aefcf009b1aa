import { RadioGroupEditor } from '../inputs/ChoiceEditors.tsx'
import { choiceOf, type InputEditing, InputField } from '../inputs/InputField.tsx'
import { useChoices } from '../inputs/useChoices.ts'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function RadioGroup(props: ComponentProps) {
  return (
    <InputField {...props} isGroup>
      {editing => <Radios {...props} {...editing} />}
    </InputField>
  )
}

function Radios({ state, component, model, editor, text }: ComponentProps & InputEditing) {
  const value = choiceOf(model.value)
  const { choices } = useChoices(state, component.apiName, offered => {
    if (value !== null && !offered.includes(value)) model.change(null)
  })
  return (
    <RadioGroupEditor
      {...editor}
      value={value}
      choices={choices}
      type={text('variant') === 'button' ? 'button' : 'list'}
    />
  )
}
