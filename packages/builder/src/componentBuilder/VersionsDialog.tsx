import { Badge, Button, Modal, ScopedNotification, Spinner } from '@millrace/components'
import type { DynamicComponent } from '@millrace/metadata'
import { useEffect, useState } from 'react'
import { activateVersion, type OpenVersion, openComponentFile, readVersion, type VersionSummary } from './builderApi.ts'
import { Changes } from './ConflictDialog.tsx'
import { differences } from './document/differences.ts'
import type { Saving } from './useSaving.ts'

/// Every version, what it changed, and going back to one.
export function VersionsDialog({ saving, onClose }: { saving: Saving; onClose: () => void }) {
  const { file, base } = saving
  const [chosen, setChosen] = useState(base.number)
  const [versions, setVersions] = useState<{ shown: OpenVersion; before: OpenVersion | undefined }>()
  const [failure, setFailure] = useState<string>()
  const [list, setList] = useState({ versions: file.versions, inFile: file.inFile, status: file.status })
  const previous = list.versions.find(({ number }) => number < chosen)?.number
  useEffect(() => {
    let isWanted = true
    const both = [
      readVersion(file.apiName, chosen),
      previous === undefined ? undefined : readVersion(file.apiName, previous),
    ] as const
    Promise.all(both).then(
      ([shown, before]) => isWanted && setVersions({ shown, before }),
      (error: Error) => isWanted && setFailure(error.message),
    )
    return () => {
      isWanted = false
    }
  }, [file.apiName, chosen, previous])
  const activate = async () => {
    try {
      await activateVersion(file.apiName, chosen)
      const now = await openComponentFile(file.apiName)
      setList({ versions: now.versions, inFile: now.inFile, status: now.status })
      setFailure(undefined)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      setFailure(error.message)
    }
  }
  const isActive = (number: number) => list.status === 'Active' && number === list.inFile
  return (
    <Modal
      title={`Versions of ${file.apiName}`}
      size="large"
      onClose={onClose}
      footer={
        <>
          <Button label="Close" onClick={onClose} />
          <Button
            label={`Edit Version ${chosen}`}
            disabled={chosen === base.number || !versions}
            onClick={() => {
              saving.open(versions!.shown, `Open version ${chosen}`)
              onClose()
            }}
          />
          <Button
            label={`Activate Version ${chosen}`}
            variant="brand"
            disabled={isActive(chosen)}
            onClick={() => void activate()}
          />
        </>
      }
    >
      {failure && <ScopedNotification variant="error">{failure}</ScopedNotification>}
      <div className="builder-versions">
        <ul aria-label="Versions">
          {list.versions.map(version => (
            <li key={version.number}>
              <button
                type="button"
                className={`slds-button_reset ${version.number === chosen ? 'builder-version_chosen' : ''}`}
                aria-pressed={version.number === chosen}
                onClick={() => setChosen(version.number)}
              >
                <strong>Version {version.number}</strong>{' '}
                {isActive(version.number) && <Badge label="Active" variant="success" />}
                {version.number === base.number && <Badge label="Open" />}
                <span className="builder-note">{savedText(version)}</span>
              </button>
            </li>
          ))}
        </ul>
        <div>
          {versions?.shown.number === chosen ? (
            <Changes
              title={
                versions.before
                  ? `Version ${chosen} compared with version ${versions.before.number}`
                  : `Version ${chosen} is the first`
              }
              lines={versions.before ? differences(definitionIn(versions.before), definitionIn(versions.shown)) : []}
            />
          ) : (
            <Spinner label="Reading the version" />
          )}
        </div>
      </div>
    </Modal>
  )
}

const definitionIn = ({ text }: OpenVersion): DynamicComponent => JSON.parse(text) as DynamicComponent

const savedText = ({ savedAt, savedBy }: VersionSummary): string =>
  `${new Date(savedAt).toLocaleString()}${savedBy === null ? ', from the file' : ''}`
