import type { InteractionDeclaration } from '../interaction.ts'

/// Refresh All Queries: runs every query of the component again and waits for the answers. Selections stay.
export const refreshAllQueries: InteractionDeclaration = {
  type: 'refreshAllQueries',
  label: 'Refresh All Queries',
  help: 'Reads all records of this component again.',
  properties: [],
  run: context => context.refreshAllQueries(),
}
