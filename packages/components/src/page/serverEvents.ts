/// Hears what the server tells, until the function that comes back is called. [missed] is called when something may have
/// been told while there was no connection.
///
/// All who listen share one connection, and a page that is out of sight has none: a browser opens six connections to a
/// server for all its tabs together, and pages that it keeps for Back would hold theirs.
export function listenToServer(event: 'reload' | 'records', told: (data: string) => void, missed: () => void) {
  const listener: Listener = { event, told, missed }
  if (listeners.size === 0) document.addEventListener('visibilitychange', followVisibility)
  listeners.add(listener)
  followVisibility()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    document.removeEventListener('visibilitychange', followVisibility)
    disconnect()
  }
}

interface Listener {
  readonly event: string
  readonly told: (data: string) => void
  readonly missed: () => void
}

const listeners = new Set<Listener>()
let connection: EventSource | undefined
/// The last thing that was heard of; undefined before the first connection.
let lastId: string | undefined

function followVisibility(): void {
  if (document.visibilityState === 'hidden') disconnect()
  else connection ??= connect()
}

function disconnect(): void {
  connection?.close()
  connection = undefined
}

function connect(): EventSource {
  const events = new EventSource('/millrace/v1/events')
  // The server begins with the last thing that it told.
  events.addEventListener('last', ({ lastEventId }) => {
    if (lastId !== undefined && lastId !== lastEventId) for (const { missed } of listeners) missed()
    lastId = lastEventId
  })
  for (const event of ['reload', 'records'])
    events.addEventListener(event, ({ data, lastEventId }: MessageEvent<string>) => {
      lastId = lastEventId
      for (const listener of listeners) if (listener.event === event) listener.told(data)
    })
  return events
}
