import { useEffect, useState } from 'react'
import { listenToServer } from './serverEvents.ts'

/// A number that grows each time the project's files have changed on the server.
export function useReloadEvents(): number {
  const [version, setVersion] = useState(0)
  useEffect(() => {
    const changed = () => setVersion(version => version + 1)
    return listenToServer('reload', changed, changed)
  }, [])
  return version
}
