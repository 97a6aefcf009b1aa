import { useJson } from '@millrace/components'

const QUERY = '/services/data/v62.0/query?q=SELECT+Id,+Name+FROM+User+LIMIT+2000'

interface NamedUser {
  readonly Id: string
  readonly Name: string
}

/// The users of the org; none while they are loading.
export function useUsers(): readonly NamedUser[] {
  const answer = useJson<{ records: readonly NamedUser[] }>(QUERY, 0)
  return answer.status === 'ready' ? answer.data.records : []
}

/// The name of a user by Id; the Id itself while names are loading or where it is not among them.
export function useUserNames(): (id: string) => string {
  const names = new Map(useUsers().map(({ Id, Name }) => [Id, Name]))
  return id => names.get(id) ?? id
}
