import { useEffect, useRef, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { IconDrawing } from '../slds/Icon.tsx'
import { Pill } from '../slds/Pill.tsx'
import type { EditorProps } from './EditorProps.ts'

/// A file that has been sent to the server, or is on its way.
export interface SentFile {
  readonly name: string
  /// Absent of one that was sent long ago.
  readonly size?: number
  /// Id of its ContentVersion; absent until it has arrived.
  readonly id?: string
  /// Why it did not arrive.
  readonly problem?: string
}

export interface FileEditorProps extends EditorProps<readonly SentFile[]> {
  /// ".pdf,image/*"
  accept?: string
  multiple?: boolean
  /// Sends a file; answers the Id under which it is kept. Rejects with an `Error` that says why not.
  send: (file: File) => Promise<string>
  locale: string
}

/// Files chosen or dropped, sent at once, with their progress as words.
export function FileEditor({ accept, multiple, send, locale, ...editor }: FileEditorProps) {
  const labels = useLabels()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const files = useRef(editor.value)
  useEffect(() => {
    files.current = editor.value
  }, [editor.value])
  const isFixed = editor.disabled === true || editor.readOnly === true

  const change = (next: readonly SentFile[]) => {
    files.current = next
    editor.onChange(next)
  }
  const take = async (chosen: readonly File[]) => {
    const taken = multiple ? chosen : chosen.slice(0, 1)
    const waiting = taken.map((file): SentFile => ({ name: file.name, size: file.size }))
    change([...(multiple ? files.current : []), ...waiting])
    await Promise.all(
      taken.map(async (file, i) => {
        const sent = await send(file).then(
          id => ({ ...waiting[i]!, id }),
          (error: unknown) => ({ ...waiting[i]!, problem: error instanceof Error ? error.message : String(error) }),
        )
        change(files.current.map(one => (one === waiting[i] ? sent : one)))
      }),
    )
    editor.onCommit?.()
  }
  return (
    <div className="slds-file-selector slds-file-selector_files">
      {/* Dropping is a second way; the button is for everybody. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={`slds-file-selector__dropzone ${isOver ? 'slds-has-drag-over' : ''}`}
        onDragOver={event => {
          if (isFixed) return
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault()
          setOver(false)
          if (!isFixed) void take([...event.dataTransfer.files])
        }}
      >
        <input
          ref={input}
          id={editor.id}
          type="file"
          className="slds-file-selector__input slds-assistive-text"
          accept={accept}
          multiple={multiple}
          disabled={isFixed}
          aria-describedby={editor.describedBy}
          aria-invalid={editor.hasProblem || undefined}
          onChange={event => {
            void take([...(event.target.files ?? [])])
            event.target.value = ''
          }}
          onFocus={editor.onFocus}
          onBlur={editor.onBlur}
        />
        <label className="slds-file-selector__body" htmlFor={editor.id}>
          <span className="slds-file-selector__button slds-button slds-button_neutral">
            <IconDrawing name="utility:upload" className="slds-button__icon slds-button__icon_left" />
            {multiple ? labels.uploadFiles : labels.uploadFile}
          </span>
          <span className="slds-file-selector__text slds-medium-show">{labels.orDropFiles}</span>
        </label>
      </div>
      <ul className="millrace-files" aria-label={labels.files} aria-live="polite">
        {editor.value.map((file, i) => (
          <li key={`${file.name} ${i}`}>
            <Pill
              label={file.size === undefined ? file.name : `${file.name} (${sizeText(file.size, locale)})`}
              iconName="doctype:attachment"
              onRemove={isFixed ? undefined : () => change(files.current.filter(other => other !== file))}
            />{' '}
            {!file.id && !file.problem && <span className="slds-text-color_weak">{labels.sending}</span>}
            {file.problem && <span className="slds-text-color_error">{file.problem}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}

/// "12 kB"
export function sizeText(bytes: number, locale: string): string {
  const unit = bytes < 1000 ? 'byte' : bytes < 1_000_000 ? 'kilobyte' : 'megabyte'
  const amount = bytes / { byte: 1, kilobyte: 1000, megabyte: 1_000_000 }[unit]
  return new Intl.NumberFormat(locale.replaceAll('_', '-'), { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    amount,
  )
}
