import { listenToServer } from './serverEvents.ts'

/// Calls [changed] after records of these objects were saved or deleted, by anyone, until the function that comes back
/// is called.
export function watchRecords(objectApiNames: readonly string[], changed: () => void): () => void {
  const watched = new Set(objectApiNames.map(name => name.toLowerCase()))
  const told = (data: string): void => {
    const { objects } = JSON.parse(data) as { readonly objects: readonly string[] }
    if (objects.some(name => watched.has(name.toLowerCase()))) changed()
  }
  return listenToServer('records', told, changed)
}
