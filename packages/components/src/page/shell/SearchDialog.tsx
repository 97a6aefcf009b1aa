import type { ComponentHost } from '@millrace/runtime'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { EmptyState } from '../../slds/EmptyState.tsx'
import { Icon } from '../../slds/Icon.tsx'
import { Modal } from '../../slds/Modal.tsx'
import { Spinner } from '../../slds/Spinner.tsx'
import { pageLabels, usePageLabels } from '../labels/pageLabels.ts'
import { Link } from '../Link.tsx'
import { openPath } from '../location.ts'
import { readRecentRecords, type RecordSummary } from '../recentRecords.ts'
import { iconOf } from '../standard/objectFields.ts'
import { findRecords } from './recordSearch.ts'

interface Group {
  readonly label: string
  readonly records: readonly RecordSummary[]
}

const PAUSE_MS = 250
const MOST_OF_ONE = 5

/// Finds records by their names in the objects that people work with; before anything is typed, those looked at last. Enter
/// opens all results.
export default function SearchDialog({ host, onClose }: { host: ComponentHost; onClose: () => void }) {
  const labels = usePageLabels(host.locale)
  const [text, setText] = useState('')
  const [found, setFound] = useState<{ readonly text: string; readonly groups: readonly Group[] }>()
  useEffect(() => {
    let isWanted = true
    const search = () =>
      groupsFor(host, text).then(
        groups => isWanted && setFound({ text, groups }),
        () => isWanted && setFound({ text, groups: [] }),
      )
    const timer = setTimeout(() => void search(), text === '' ? 0 : PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [host, text])
  const first = found?.text === text ? found.groups[0]?.records[0] : undefined
  const openResults = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || (text.trim() === '' && !first)) return
    event.preventDefault()
    openPath(text.trim() === '' && first ? pathOf(first) : resultsPath(text))
    onClose()
  }
  return (
    <Modal title={labels.search} size="small" onClose={onClose}>
      <input
        type="search"
        className="slds-input"
        data-autofocus=""
        aria-label={labels.searchRecords}
        placeholder={labels.searchRecords}
        value={text}
        onChange={event => setText(event.target.value)}
        onKeyDown={openResults}
      />
      <div className="slds-m-top_small" role="status">
        {found?.text !== text ? (
          <div className="millrace-loading-part">
            <Spinner label={labels.searching} size="small" />
          </div>
        ) : (
          found.groups.length === 0 && (
            <EmptyState title={text === '' ? labels.typeToSearch : labels.noRecordCalled(text)} />
          )
        )}
      </div>
      {text.trim() !== '' && (
        <p className="slds-m-top_small">
          <Link href={resultsPath(text)} onOpen={onClose}>
            {labels.allResults(text.trim())}
          </Link>
        </p>
      )}
      {found?.groups.map(({ label, records }) => (
        <section key={label} aria-label={label}>
          <h3 className="slds-text-title_caps slds-m-top_small">{label}</h3>
          <ul className="millrace-link-list">
            {records.map(record => (
              <li key={record.id}>
                <Link href={pathOf(record)} onOpen={onClose}>
                  <Icon name={iconOf(record.objectApiName)} size="small" />{' '}
                  <span className="slds-truncate">{record.name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Modal>
  )
}

const pathOf = ({ objectApiName, id }: RecordSummary): string => `/lightning/r/${objectApiName}/${id}/view`

const resultsPath = (text: string): string => `/lightning/search?q=${encodeURIComponent(text.trim())}`

async function groupsFor(host: ComponentHost, text: string): Promise<readonly Group[]> {
  if (text.trim() === '') {
    const records = (await readRecentRecords()).slice(0, MOST_OF_ONE)
    const { recentRecords } = await pageLabels(host.locale)
    return records.length > 0 ? [{ label: recentRecords, records }] : []
  }
  const found = await findRecords(host, text, { most: MOST_OF_ONE, where: 'NAME' })
  return found.map(({ object, records }) => ({ label: object.labelPlural, records }))
}
