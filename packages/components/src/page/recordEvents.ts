/// Calls [changed] after records of these objects were saved or deleted, by anyone, until the function that comes back
/// is called. All who watch share one connection to the server.
export function watchRecords(objectApiNames: readonly string[], changed: () => void): () => void {
  const watcher: Watcher = { objects: new Set(objectApiNames.map(name => name.toLowerCase())), changed }
  watchers.add(watcher)
  connection ??= connect()
  return () => {
    watchers.delete(watcher)
    if (watchers.size > 0) return
    connection?.close()
    connection = undefined
  }
}

interface Watcher {
  readonly objects: ReadonlySet<string>
  readonly changed: () => void
}

const watchers = new Set<Watcher>()
let connection: EventSource | undefined

function connect(): EventSource {
  const events = new EventSource('/millrace/v1/events')
  let wasLost = false
  events.addEventListener('records', ({ data }) => tell(changedObjects(data)))
  events.addEventListener('error', () => {
    wasLost = true
  })
  // What changed while there was no connection was not told.
  events.addEventListener('open', () => {
    if (wasLost) for (const { changed } of watchers) changed()
    wasLost = false
  })
  return events
}

function changedObjects(data: unknown): readonly string[] {
  const { objects } = JSON.parse(String(data)) as { objects: string[] }
  return objects
}

function tell(objectApiNames: readonly string[]): void {
  for (const { objects, changed } of watchers)
    if (objectApiNames.some(name => objects.has(name.toLowerCase()))) changed()
}
