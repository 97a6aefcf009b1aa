import type { ComponentHost } from '@millrace/runtime'
import { useEffect, useState } from 'react'
import { Card } from '../../slds/Card.tsx'
import { EmptyState } from '../../slds/EmptyState.tsx'
import { Icon } from '../../slds/Icon.tsx'
import { Spinner } from '../../slds/Spinner.tsx'
import { Link } from '../Link.tsx'
import { type RecentRecord, readRecentRecords } from '../recentRecords.ts'
import { iconOf } from './standardDefinitions.ts'

/// What the user looked at last.
export function RecentRecords({ host }: { host: ComponentHost }) {
  const [records, setRecords] = useState<readonly RecentRecord[]>()
  useEffect(() => {
    let isWanted = true
    readRecentRecords().then(
      records => isWanted && setRecords(records),
      () => isWanted && setRecords([]),
    )
    return () => {
      isWanted = false
    }
  }, [host])
  return (
    <Card title="Recent Records">
      {!records && <Spinner label="Loading" size="small" />}
      {records?.length === 0 && <EmptyState title="Records that you open are listed here." />}
      <ul className="millrace-link-list">
        {records?.slice(0, 8).map(({ id, objectApiName, name }) => (
          <li key={id}>
            <Link href={`/lightning/r/${objectApiName}/${id}/view`}>
              <Icon name={iconOf(objectApiName)} size="small" /> <span className="slds-truncate">{name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
