import { apiNameFromLabel, type FlowElement, freeName, namesIn, patchNamed, renameNamed } from '@millrace/metadata'
import { TextField } from '../../pickers/fields.tsx'
import { useFlowEdit } from '../editContext.ts'

/// Label, API name, description. A name that was made of the label goes on being made of it as long as it is new.
export function NameFields({ element }: { element: FlowElement }) {
  const { editing, flow, fresh, renameFresh, open } = useFlowEdit()
  const { name, label, description } = element
  const isFresh = fresh?.name === name
  const rename = (wanted: string) => {
    const newName = freeName(
      wanted,
      namesIn(flow).filter(one => one !== name),
    )
    if (newName === name || newName === '') return
    editing.apply(`Rename ${name}`, flow => renameNamed(flow, name, newName), `label ${name}`)
    if (isFresh) renameFresh(newName)
    open(newName)
  }
  const relabel = (text: string) => {
    editing.apply(`Change ${name}`, flow => patchNamed(flow, name, { label: text }), `label ${name}`)
    const isDerived = name.replace(/_\d+$/, '') === apiNameFromLabel(label).replace(/_\d+$/, '')
    if (isFresh && isDerived) rename(apiNameFromLabel(text))
  }
  return (
    <>
      <TextField label="Label" required value={label} focusAt={isFresh ? fresh.count : undefined} onCommit={relabel} />
      <TextField
        label="API Name"
        required
        value={name}
        error={
          /^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(name) ? null : 'Letters, digits and single underscores, a letter first.'
        }
        onCommit={text => rename(apiNameFromLabel(text))}
      />
      <TextField
        label="Description"
        multiline
        rows={2}
        value={description ?? ''}
        onCommit={text =>
          editing.apply(`Change ${name}`, flow => patchNamed(flow, name, { description: text || null }))
        }
      />
    </>
  )
}
