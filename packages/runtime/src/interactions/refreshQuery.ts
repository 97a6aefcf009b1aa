import { didYouMean } from '@millrace/values'
import type { InteractionDeclaration } from '../interaction.ts'
import { isObject } from '../objectDescription.ts'

/// Refresh Query: runs one query of the component again, or several, and waits for the answers. Selections stay.
export const refreshQuery: InteractionDeclaration = {
  type: 'refreshQuery',
  label: 'Refresh Query',
  help: 'Reads the records of one query again, or of several.',
  properties: [
    { name: 'query', label: 'Query', type: 'query' },
    {
      name: 'queries',
      label: 'Further queries',
      type: 'list',
      items: [{ name: 'query', label: 'Query', type: 'query', required: true }],
    },
  ],
  run(context) {
    const names = queriesOf(context.interaction)
    const unknown = names.find(name => context.scope.resource(name)?.type !== 'query')
    if (unknown !== undefined)
      return context.fail({ code: 'unknown-query', message: `there is no query "${unknown}".` })
    return context.refreshQueries(names)
  },
  /// # unknown-query
  /// A setting names a query that the Dynamic Component does not have.
  ///
  /// Only resources of the type query can be read again.
  check({ interaction, scope, report }) {
    const queries = scope.definition.resources.filter(({ type }) => type === 'query').map(({ apiName }) => apiName)
    const names = queriesOf(interaction)
    if (names.length === 0)
      report({ code: 'missing-setting', message: '"query" (Query) is not set.', setting: 'query' })
    for (const name of names)
      if (scope.resource(name)?.type !== 'query')
        report({
          code: 'unknown-query',
          message: `there is no query "${name}".${didYouMean(name, queries)}`,
          setting: name === interaction['query'] ? 'query' : 'queries',
        })
  },
}

function queriesOf({ query, queries }: Readonly<Record<string, unknown>>): string[] {
  const further = (Array.isArray(queries) ? queries : []).flatMap((one: unknown) => (isObject(one) ? one['query'] : []))
  return [query, ...further].filter(name => typeof name === 'string' && name !== '') as string[]
}
