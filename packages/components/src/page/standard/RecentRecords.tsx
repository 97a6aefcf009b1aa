import type { ComponentHost } from '@millrace/runtime'
import { useEffect, useState } from 'react'
import { Card } from '../../slds/Card.tsx'
import { EmptyState } from '../../slds/EmptyState.tsx'
import { Icon } from '../../slds/Icon.tsx'
import { Spinner } from '../../slds/Spinner.tsx'
import { Link } from '../Link.tsx'
import { type RecordSummary, readRecentRecords } from '../recentRecords.ts'
import { usePageLabels } from '../labels/pageLabels.ts'
import { iconOf } from './objectFields.ts'

/// What the user looked at last.
export default function RecentRecords({ host }: { host: ComponentHost }) {
  const labels = usePageLabels(host.locale)
  const [records, setRecords] = useState<readonly RecordSummary[]>()
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
    <Card title={labels.recentRecords}>
      {!records && <Spinner label={labels.recentRecords} size="small" />}
      {records?.length === 0 && <EmptyState title={labels.noRecentRecords} />}
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
