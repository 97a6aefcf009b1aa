import { ApiFailure, Button, Modal, ScopedNotification } from '@millrace/components'
import type { ComponentHost } from '@millrace/runtime'
import { useState } from 'react'
import { moment } from '../setup/moments.ts'
import { useUserNames } from '../setup/useUserNames.ts'
import { type PageVersion, pageVersion } from './pagesApi.ts'

export interface PageVersionsProps {
  apiName: string
  label: string
  /// The newest first.
  versions: readonly PageVersion[]
  /// Hash of what the file holds.
  saved: string
  host: ComponentHost
  onOpen: (text: string, number: number) => void
  onClose: () => void
}

/// Every text of the page that was saved, to go back to.
export function PageVersions({ apiName, label, versions, saved, host, onOpen, onClose }: PageVersionsProps) {
  const nameOf = useUserNames()
  const [problem, setProblem] = useState<string>()
  const open = async (number: number) => {
    try {
      onOpen((await pageVersion(apiName, number)).text, number)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setProblem(error.message)
    }
  }
  return (
    <Modal title={`Versions: ${label}`} size="small" onClose={onClose}>
      {problem && <ScopedNotification variant="error">{problem}</ScopedNotification>}
      <p className="slds-m-bottom_small">
        An old version comes into the builder as one change, which Undo takes back. It is the page after Save.
      </p>
      <ul className="page-builder-versions">
        {versions.map(({ number, hash, savedBy, savedAt }) => (
          <li key={number}>
            <span>
              <strong>Version {number}</strong>
              <br />
              {moment(new Date(savedAt).toISOString(), host.locale, host.timeZone)},{' '}
              {savedBy ? nameOf(savedBy) : 'in the folder'}
            </span>
            {hash === saved ? (
              <span className="slds-badge">Saved</span>
            ) : (
              <Button label="Open" onClick={() => void open(number)} />
            )}
          </li>
        ))}
      </ul>
    </Modal>
  )
}
