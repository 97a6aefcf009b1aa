import { useEffect, useState } from 'react'

/// A number that grows each time the project's files have changed on the server.
export function useReloadEvents(): number {
  const [version, setVersion] = useState(0)
  useEffect(() => {
    const events = new EventSource('/millrace/v1/events')
    const changed = () => setVersion(version => version + 1)
    let wasLost = false
    events.addEventListener('reload', changed)
    events.addEventListener('error', () => {
      wasLost = true
    })
    // What changed while there was no connection was not told.
    events.addEventListener('open', () => {
      if (wasLost) changed()
      wasLost = false
    })
    return () => events.close()
  }, [])
  return version
}
