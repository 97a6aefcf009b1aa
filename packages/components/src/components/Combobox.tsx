import { MultiCombobox, SingleCombobox } from '../inputs/ChoiceCombobox.tsx'
import { choiceOf, choicesOf, type InputEditing, InputField } from '../inputs/InputField.tsx'
import { useChoices } from '../inputs/useChoices.ts'
import type { ComponentProps } from '../renderer/ComponentProps.ts'

export function Combobox(props: ComponentProps) {
  return <InputField {...props}>{editing => <Choosing {...props} {...editing} />}</InputField>
}

function Choosing({ state, component, model, editor, isTrue }: ComponentProps & InputEditing) {
  const [one, several] = [choiceOf(model.value), choicesOf(model.value)]
  const offer = useChoices(state, component.apiName, offered => {
    if (one !== null && !offered.includes(one)) model.change(null)
    if (several.some(each => !offered.includes(each))) model.change(several.filter(each => offered.includes(each)))
  })
  const shared = { ...editor, ...offer, isSearchable: isTrue('searchable') }
  if (!isTrue('allowMultiple')) return <SingleCombobox {...shared} value={one} />
  return <MultiCombobox {...shared} value={several} onChange={next => editor.onChange([...next])} />
}
