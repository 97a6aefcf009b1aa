import { useJson } from '@millrace/components'

const QUERY = '/services/data/v62.0/query?q=SELECT+Id,+Name+FROM+User+LIMIT+2000'

/// The name of a user by Id; the Id itself while names are loading or where it is not among them.
export function useUserNames(): (id: string) => string {
  const answer = useJson<{ records: readonly { readonly Id: string; readonly Name: string }[] }>(QUERY, 0)
  const names = new Map(answer.status === 'ready' ? answer.data.records.map(({ Id, Name }) => [Id, Name]) : [])
  return id => names.get(id) ?? id
}
