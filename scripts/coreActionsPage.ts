import { buildSchema } from '@millrace/database'
import type { ActionParameter } from '@millrace/flow'
import { parseProject } from '@millrace/metadata'
import { ProjectActions } from '@millrace/server'
import { describeType } from '@millrace/values'
import { MADE } from './errorPages.ts'

/// docs/reference/core-actions.md: the actions that every project has, from the list that runs them.
export function coreActionsPage(): string {
  const weather = { file: '', apiName: 'Weather', label: 'HTTP Callout', endpoint: 'https://api.example.com' }
  const actions = new ProjectActions({ ...parseProject([]), namedCredentials: [weather] }, buildSchema([]), [])
  const alert = actions.find('emailAlert', 'Contact.Welcome')!
  const quick = actions.all.filter(({ type }) => type === 'quickAction')
  const others = [...actions.all.filter(({ type }) => type !== 'quickAction'), alert]
  return `${MADE}

# Core actions

What an Action element of a flow, and a request to \`/services/data/vNN.0/actions\`, can call in every project. How to add
your own: [actions.md](actions.md). Inputs in bold must be set.

| Action | \`actionType\` | Inputs | Outputs |
|---|---|---|---|
${others.map(({ label, type, inputs, outputs }) => `| ${type === 'emailAlert' ? 'Send Email Alert' : label} | \`${type}\` | ${list(inputs)} | ${list(outputs)} |`).join('\n')}

An HTTP callout's \`actionName\` is the API name of a named credential; an e-mail alert's is \`Object.Alert\`.

## Quick actions

Each creates a record, whose fields are its inputs, and gives its \`id\`. \`contextId\` is the record it is about.

${quick.map(({ name, label }) => `- \`${name}\`: ${label}`).join('\n')}
`
}

const list = (parameters: readonly ActionParameter[]): string =>
  parameters
    .map(({ name, type, required }) => `${required ? `**${name}**` : name} (${describeType(type)})`)
    .join(', ') || 'none'
