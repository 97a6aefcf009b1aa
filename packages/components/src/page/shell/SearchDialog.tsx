import { type ComponentHost, nameFieldOf } from '@millrace/runtime'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { EmptyState } from '../../slds/EmptyState.tsx'
import { Icon } from '../../slds/Icon.tsx'
import { Modal } from '../../slds/Modal.tsx'
import { Spinner } from '../../slds/Spinner.tsx'
import { postJson } from '../api.ts'
import { Link } from '../Link.tsx'
import { openPath } from '../location.ts'
import { type RecentRecord, readRecentRecords } from '../recentRecords.ts'
import { iconOf } from '../standard/standardDefinitions.ts'
import { userObjects } from './AppLauncher.tsx'

interface Group {
  readonly label: string
  readonly records: readonly RecentRecord[]
}

const PAUSE_MS = 250
const MOST_OF_ONE = 5

/// Finds records by their names in the objects that people work with; before anything is typed, those looked at last.
export default function SearchDialog({ host, onClose }: { host: ComponentHost; onClose: () => void }) {
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
  const openFirst = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !first) return
    event.preventDefault()
    openPath(pathOf(first))
    onClose()
  }
  return (
    <Modal title="Search" size="small" onClose={onClose}>
      <input
        type="search"
        className="slds-input"
        data-autofocus=""
        aria-label="Search records"
        placeholder="Search records …"
        value={text}
        onChange={event => setText(event.target.value)}
        onKeyDown={openFirst}
      />
      <div className="slds-m-top_small" role="status">
        {found?.text !== text ? (
          <div className="millrace-loading-part">
            <Spinner label="Searching" size="small" />
          </div>
        ) : (
          found.groups.length === 0 && (
            <EmptyState title={text === '' ? 'Type a part of a name.' : `No record is called "${text}".`} />
          )
        )}
      </div>
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

const pathOf = ({ objectApiName, id }: RecentRecord): string => `/lightning/r/${objectApiName}/${id}/view`

async function groupsFor(host: ComponentHost, text: string): Promise<readonly Group[]> {
  if (text.trim() === '') {
    const records = (await readRecentRecords()).slice(0, MOST_OF_ONE)
    return records.length > 0 ? [{ label: 'Recent Records', records }] : []
  }
  const objects = await userObjects()
  const names = new Map(
    await Promise.all(objects.map(async ({ name }) => [name, await nameFieldOf(host, name)] as const)),
  )
  const { searchRecords } = await postJson<SearchAnswer>('/services/data/v62.0/parameterizedSearch', {
    q: `${text.trim()}*`,
    in: 'NAME',
    sobjects: [...names].map(([name, field]) => ({ name, fields: ['Id', field], limit: MOST_OF_ONE })),
  })
  const found = searchRecords.map(record => ({
    id: String(record.Id),
    objectApiName: record.attributes.type,
    name: String(record[names.get(record.attributes.type) ?? 'Name'] ?? record.Id),
  }))
  return objects.flatMap(({ name, labelPlural }) => {
    const records = found.filter(({ objectApiName }) => objectApiName === name)
    return records.length > 0 ? [{ label: labelPlural, records }] : []
  })
}

interface SearchAnswer {
  readonly searchRecords: readonly {
    readonly attributes: { readonly type: string }
    readonly Id: string
    readonly [field: string]: unknown
  }[]
}
