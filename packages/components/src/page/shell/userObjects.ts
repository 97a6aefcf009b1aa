import { getJson } from '../api.ts'

export interface ObjectSummary {
  readonly name: string
  readonly labelPlural: string
  readonly keyPrefix: string | null
  readonly queryable: boolean
}

/// The objects that people work with: the project's own, and Salesforce's that have a tab in every org.
export async function userObjects(): Promise<readonly ObjectSummary[]> {
  const { sobjects } = await getJson<{ sobjects: readonly ObjectSummary[] }>('/services/data/v62.0/sobjects')
  return sobjects.filter(
    ({ name, queryable, keyPrefix }) => queryable && keyPrefix && (/__c$/i.test(name) || STANDARD.has(name)),
  )
}

const STANDARD = new Set([
  'Account',
  'Asset',
  'Campaign',
  'Case',
  'Contact',
  'Contract',
  'Event',
  'Lead',
  'Opportunity',
  'Order',
  'Product2',
  'Task',
])
