import { useContext } from 'react'
import { choiceOf, choicesOf, InputField } from '../inputs/InputField.tsx'
import { objectIcon } from '../inputs/FieldEditor.tsx'
import { LookupEditor, MultiLookupEditor } from '../inputs/LookupEditor.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { HostContext } from '../renderer/HostContext.ts'

export function Lookup(props: ComponentProps) {
  const host = useContext(HostContext)
  if (!host) return null
  return (
    <InputField {...props}>
      {({ model, editor, text, isTrue }) => {
        const search = {
          objectApiName: text('objectApiName'),
          ...(text('descriptionField') ? { descriptionField: text('descriptionField') } : {}),
          ...(text('filter') ? { filter: text('filter') } : {}),
          iconName: text('iconName') || objectIcon(text('objectApiName')),
        }
        return isTrue('allowMultiple') ? (
          <MultiLookupEditor
            {...editor}
            host={host}
            search={search}
            value={choicesOf(model.value)}
            onChange={next => editor.onChange([...next])}
          />
        ) : (
          <LookupEditor {...editor} host={host} search={search} value={choiceOf(model.value)} />
        )
      }}
    </InputField>
  )
}
