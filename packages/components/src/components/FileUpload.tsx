import { asValue, type ComponentHost, insertFile, MOST_FILE_MEGABYTES } from '@millrace/runtime'
import { useContext, useState } from 'react'
import { base64Of } from '../inputs/base64.ts'
import { FileEditor, type SentFile, sizeText } from '../inputs/FileEditor.tsx'
import { choicesOf, type InputEditing, InputField } from '../inputs/InputField.tsx'
import { useLabels } from '../labels/Localized.tsx'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { HostContext } from '../renderer/HostContext.ts'

export function FileUpload(props: ComponentProps) {
  const host = useContext(HostContext)
  if (!host) return null
  return <InputField {...props}>{editing => <Uploading {...props} {...editing} host={host} />}</InputField>
}

function Uploading({ state, component, ...editing }: ComponentProps & InputEditing & { host: ComponentHost }) {
  const { host, model, editor, formats, text, isTrue, count } = editing
  const labels = useLabels()
  const [files, setFiles] = useState<readonly SentFile[]>([])
  const kept = choicesOf(model.value)
  const megabytes = Math.min(MOST_FILE_MEGABYTES, Math.max(1, count('maxSize') ?? MOST_FILE_MEGABYTES))
  // Without a value there are no files, whoever took it away.
  const shown = files.filter(({ id }) => id === undefined || kept.includes(id))
  const change = (next: readonly SentFile[]) => {
    setFiles(next)
    editor.onChange(next.flatMap(({ id }) => id ?? []))
  }
  const send = async (file: File): Promise<string> => {
    if (file.size > megabytes * 1_000_000)
      throw new Error(labels.tooLarge(sizeText(file.size, formats.locale), `${megabytes} MB`))
    return insertFile(host, { name: file.name, base64: await base64Of(file), recordId: text('recordId') })
  }
  return (
    <FileEditor
      {...editor}
      value={shown}
      onChange={change}
      accept={text('accept') || undefined}
      multiple={isTrue('multiple')}
      send={send}
      locale={formats.locale}
      onCommit={() => {
        editor.onCommit?.()
        const ids = choicesOf(asValue(state.attribute(component.apiName, 'value')))
        void state.trigger(component.apiName, 'uploadFinished', { detail: { ids: [...ids], count: ids.length } })
      }}
    />
  )
}
