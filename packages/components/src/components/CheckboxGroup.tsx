import { CheckboxGroupEditor } from '../inputs/ChoiceEditors.tsx'
import { choicesOf, type InputEditing, InputField } from '../inputs/InputField.tsx'
import { useChoices } from '../inputs/useChoices.ts'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function CheckboxGroup(props: ComponentProps) {
  return (
    <InputField {...props} isGroup>
      {editing => <Checkboxes {...props} {...editing} />}
    </InputField>
  )
}

function Checkboxes({ state, component, model, editor, text }: ComponentProps & InputEditing) {
  const value = choicesOf(model.value)
  const { choices } = useChoices(state, component.apiName, offered => {
    if (value.some(one => !offered.includes(one))) model.change(value.filter(one => offered.includes(one)))
  })
  return (
    <CheckboxGroupEditor
      {...editor}
      value={value}
      choices={choices}
      type={text('variant') === 'button' ? 'button' : 'list'}
      onChange={next => editor.onChange([...next])}
    />
  )
}
