import { type ApiFailure, MessagePage, openPath, type PageRouteProps, Spinner } from '@millrace/components'
import type { DynamicComponent } from '@millrace/metadata'
import { useEffect, useState } from 'react'
import { type OpenComponentFile, openComponentFile } from './builderApi.ts'
import { Workspace } from './Workspace.tsx'
import './componentBuilder.css'

/// The Component Builder on the component that the address names.
export default function BuilderPage({ rest: apiName, host, showToast, session }: PageRouteProps) {
  const [opened, setOpened] = useState<{ file: OpenComponentFile; definition: DynamicComponent }>()
  const [failure, setFailure] = useState<string>()
  useEffect(() => {
    let isWanted = true
    openComponentFile(apiName).then(
      file => isWanted && setOpened({ file, definition: definitionIn(file.draft?.text ?? file.current.text) }),
      (error: ApiFailure) => isWanted && setFailure(error.message),
    )
    return () => {
      isWanted = false
    }
  }, [apiName])
  useEffect(() => {
    document.title = `${opened?.definition.label ?? apiName} | Component Builder`
  }, [apiName, opened])
  if (failure)
    return (
      <MessagePage title="The component cannot be opened" iconName="utility:error">
        <p className="slds-m-bottom_small">{failure}</p>
        <a href="/setup/components">All Dynamic Components</a>
      </MessagePage>
    )
  if (!opened)
    return (
      <div className="millrace-loading-page">
        <Spinner label={`Opening ${apiName}`} />
      </div>
    )
  return (
    <Workspace
      key={opened.file.apiName}
      file={opened.file}
      definition={opened.definition}
      host={host}
      session={session}
      showToast={showToast}
      onLeave={() => openPath('/setup/components')}
    />
  )
}

// The server keeps no version that cannot be read.
const definitionIn = (text: string): DynamicComponent => JSON.parse(text) as DynamicComponent
