import type { SetupEntry } from '@millrace/components'

/// What the Setup menu lists, in order. Other pages know this much of the setup pages and load nothing of them.
export const setupEntries = {
  components: { path: '/setup/components', label: 'Dynamic Components', group: 'Build' },
  pages: { path: '/setup/pages', label: 'Lightning Pages', group: 'Build' },
  flows: { path: '/setup/flows', label: 'Flows', group: 'Build' },
  objects: { path: '/setup/objects', label: 'Objects and Fields', group: 'Build' },
  users: { path: '/setup/users', label: 'Users', group: 'Administer' },
  runs: { path: '/setup/runs', label: 'Flow Runs', group: 'Monitor' },
  outbox: { path: '/setup/outbox', label: 'Outbox', group: 'Monitor' },
  api: { path: '/setup/api', label: 'API', group: 'Integrate' },
} satisfies Readonly<Record<string, SetupEntry>>
