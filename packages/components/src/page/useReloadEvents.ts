import { useEffect, useState } from 'react'

/// A number that grows each time the project's files have changed on the server.
export function useReloadEvents(): number {
  const [version, setVersion] = useState(0)
  useEffect(() => {
    const events = new EventSource('/millrace/v1/events')
    events.addEventListener('reload', () => setVersion(version => version + 1))
    return () => events.close()
  }, [])
  return version
}
