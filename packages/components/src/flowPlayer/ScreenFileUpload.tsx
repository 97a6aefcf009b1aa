import { type ComponentHost, insertFile, MOST_FILE_MEGABYTES, sendRequest } from '@millrace/runtime'
import { useContext, useId, useState } from 'react'
import { base64Of } from '../inputs/base64.ts'
import { FileEditor, type SentFile, sizeText } from '../inputs/FileEditor.tsx'
import { FormatsContext } from '../renderer/FormatsContext.ts'
import { FormElement, problemId } from '../slds/FormElement.tsx'
import type { ScreenComponentProps } from './screenComponents.ts'

interface Props extends ScreenComponentProps {
  host: ComponentHost
}

/// Files of a screen, each kept as a ContentVersion when it is chosen; they belong to the record that the screen names.
///
/// Source: Salesforce Help, "Flow Screen Input Component: File Upload".
export function ScreenFileUpload({ host, field, attributes, problem, onChange }: Props) {
  const id = useId()
  const { locale } = useContext(FormatsContext)
  const [files, setFiles] = useState(() => keptFiles(attributes))
  const recordId = attributes['recordId']
  const change = (next: readonly SentFile[]) => {
    setFiles(next)
    const sent = next.filter(file => file.id !== undefined)
    if (sent.length < next.filter(file => !file.problem).length) return
    void documentIds(
      host,
      sent.map(file => file.id!),
    ).then(contentDocIds =>
      onChange({
        contentDocIds,
        contentVersionIds: sent.map(file => file.id!),
        uploadedFileNames: sent.map(file => file.name),
      }),
    )
  }
  const send = async (file: File): Promise<string> => {
    if (file.size > MOST_FILE_MEGABYTES * 1_000_000)
      throw new Error(`It has ${sizeText(file.size, locale)}; at most ${MOST_FILE_MEGABYTES} MB are taken.`)
    const base64 = await base64Of(file)
    return insertFile(host, {
      name: file.name,
      base64,
      ...(typeof recordId === 'string' && recordId ? { recordId } : {}),
    })
  }
  return (
    <FormElement id={id} label={field.label} required={field.required} help={field.helpText} problem={problem}>
      <FileEditor
        id={id}
        value={files}
        disabled={field.disabled}
        hasProblem={problem !== ''}
        describedBy={problem ? problemId(id) : undefined}
        accept={typeof attributes['accept'] === 'string' && attributes['accept'] ? attributes['accept'] : undefined}
        multiple={attributes['multiple'] === true}
        send={send}
        locale={locale}
        onChange={change}
      />
    </FormElement>
  )
}

/// Those that were sent when the screen was shown before. Their sizes are not known any more.
function keptFiles(attributes: Readonly<Record<string, unknown>>): readonly SentFile[] {
  const [ids, names] = [attributes['contentVersionIds'], attributes['uploadedFileNames']]
  if (!Array.isArray(ids) || !Array.isArray(names)) return []
  return ids.map((id, i) => ({ id: String(id), name: String(names[i] ?? id) }))
}

/// The documents of [versions], in their order.
async function documentIds(host: ComponentHost, versions: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    versions.map(async version => {
      const path = `/services/data/v62.0/sobjects/ContentVersion/${version}?fields=ContentDocumentId`
      const { body } = await sendRequest(host, path, { method: 'GET' })
      return String((body as { ContentDocumentId?: unknown } | null)?.ContentDocumentId ?? '')
    }),
  )
}
