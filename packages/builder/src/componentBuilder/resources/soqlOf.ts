import type { DynamicComponent, QueryResource } from '@millrace/metadata'
import { type ComponentHost, type ObjectLookup, openDynamicComponent, soqlText } from '@millrace/runtime'
import type { Value } from '@millrace/values'

/// The SOQL that a query sends when the component opens: its references are read from resources as they begin.
export function soqlOf(
  query: QueryResource,
  definition: DynamicComponent,
  host: ComponentHost,
  objects: ObjectLookup,
): string {
  const { apiName, label, targetObject, resources } = definition
  const quiet: DynamicComponent = { apiName, label, ...(targetObject && { targetObject }), resources, components: [] }
  const state = openDynamicComponent(quiet, host)
  const valueOf = (raw: unknown): Value =>
    // What a filter's value may be in a file is a value.
    typeof raw === 'string' && raw.includes('{!') ? state.value(raw) : ((raw ?? null) as Value)
  try {
    return soqlText(query, valueOf, objects)
  } finally {
    state.dispose()
  }
}
