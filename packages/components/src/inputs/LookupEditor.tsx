import type { ComponentHost } from '@millrace/runtime'
import { useEffect, useState } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Pill } from '../slds/Pill.tsx'
import type { Choice } from './ChoiceEditors.tsx'
import { Combobox, type Offer } from './Combobox.tsx'
import type { EditorProps } from './EditorProps.ts'
import { objectLabelPlural, recordsNamed, searchRecords, type RecordSearch } from './recordSearch.ts'

export interface LookupEditorProps extends EditorProps<string | null> {
  host: ComponentHost
  search: RecordSearch
  /// The name of the chosen record where it is known already.
  name?: string
}

/// One record, found by its name. The value is its Id.
export function LookupEditor({ host, search, name, ...editor }: LookupEditorProps) {
  const lookup = useRecordSearch(host, search)
  const labels = useNames(host, search, editor.value === null ? [] : [editor.value])
  const change = (choice: Choice | null) => {
    if (choice) labels.know(choice)
    editor.onChange(choice?.value ?? null)
    editor.onCommit?.()
  }
  const { value } = editor
  return (
    <Combobox
      {...editor}
      {...lookup}
      iconName={search.iconName}
      text={value === null ? '' : (labels.of(value) ?? name ?? '')}
      chosen={new Set(value === null ? [] : [value])}
      placeholder={editor.placeholder || lookup.placeholder}
      emptyText={lookup.emptyText}
      onChoose={change}
      onClear={() => change(null)}
    />
  )
}

export interface MultiLookupEditorProps extends EditorProps<readonly string[]> {
  host: ComponentHost
  search: RecordSearch
}

/// Any number of records, found by their names. The value is their Ids, in the order of choosing.
export function MultiLookupEditor({ host, search, ...editor }: MultiLookupEditorProps) {
  const lookup = useRecordSearch(host, search)
  const { value } = editor
  const labels = useNames(host, search, value)
  const isFixed = editor.disabled === true || editor.readOnly === true
  const change = (next: readonly string[]) => {
    editor.onChange(next)
    editor.onCommit?.()
  }
  return (
    <>
      <Combobox
        {...editor}
        {...lookup}
        isMulti
        iconName={search.iconName}
        text=""
        chosen={new Set(value)}
        placeholder={editor.placeholder || lookup.placeholder}
        emptyText={lookup.emptyText}
        onChoose={choice => {
          labels.know(choice)
          change(value.includes(choice.value) ? value.filter(id => id !== choice.value) : [...value, choice.value])
        }}
      />
      {value.length > 0 && (
        <ul className="millrace-pills" aria-label={lookup.selectedLabel}>
          {value.map(id => (
            <li key={id}>
              <Pill
                label={labels.of(id) ?? id}
                iconName={search.iconName}
                onRemove={isFixed ? undefined : () => change(value.filter(other => other !== id))}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const PAUSE_MS = 200
const LOADING: Offer = { status: 'loading' }

/// What a combobox needs to search: a while after the last letter, the newest answer only.
function useRecordSearch(host: ComponentHost, search: RecordSearch) {
  const labels = useLabels()
  const [text, setText] = useState<string>()
  const [answer, setAnswer] = useState<{ readonly key: string; readonly offer: Offer }>()
  const [plural, setPlural] = useState('')
  const { objectApiName, descriptionField, filter, iconName } = search
  const key = JSON.stringify([text, objectApiName, descriptionField, filter])
  useEffect(() => {
    let isWanted = true
    void objectLabelPlural(host, objectApiName).then(label => isWanted && setPlural(label))
    return () => {
      isWanted = false
    }
  }, [host, objectApiName])
  useEffect(() => {
    if (text === undefined) return
    let isWanted = true
    const show = (offer: Offer) => isWanted && setAnswer({ key, offer })
    const wanted = { objectApiName, descriptionField, filter, iconName }
    const ask = () =>
      void searchRecords(host, wanted, text).then(
        choices => show({ status: 'ready', choices }),
        (error: unknown) => show({ status: 'error', message: error instanceof Error ? error.message : String(error) }),
      )
    const timer = setTimeout(ask, text === '' ? 0 : PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [host, key, text, objectApiName, descriptionField, filter, iconName])
  return {
    offer: answer?.key === key ? answer.offer : LOADING,
    onSearch: setText,
    onOpen: () => setText(text ?? ''),
    placeholder: plural ? `${labels.searchIn(plural)}…` : '',
    emptyText: labels.noRecordsMatch,
    selectedLabel: labels.selected,
    heading: text?.trim() ? undefined : plural && labels.recent(plural),
  }
}

/// The names of records, asked for once each.
function useNames(host: ComponentHost, search: RecordSearch, ids: readonly string[]) {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const missing = ids.filter(id => !names.has(id)).join(',')
  const { objectApiName } = search
  useEffect(() => {
    if (missing === '') return
    let isWanted = true
    // An Id whose name cannot be read is shown as it is.
    void recordsNamed(host, { objectApiName }, missing.split(','))
      .catch((): Choice[] => [])
      .then(found => {
        if (!isWanted) return
        const labels = new Map(found.map(({ value, label }) => [value, label]))
        setNames(known => new Map([...known, ...missing.split(',').map(id => [id, labels.get(id) ?? id] as const)]))
      })
    return () => {
      isWanted = false
    }
  }, [host, objectApiName, missing])
  return {
    of: (id: string) => names.get(id),
    know: ({ value, label }: Choice) => setNames(known => new Map(known).set(value, label)),
  }
}
