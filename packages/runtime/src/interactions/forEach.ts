import { ANY, isCollection, type DataType, type Value } from '@millrace/values'
import { untilStop } from '../chainStop.ts'
import type { InteractionContext, InteractionDeclaration } from '../interaction.ts'
import type { Place, ReferenceScope } from '../references.ts'
import { asValue } from '../resolved.ts'
import { isCollectionType } from '../resourceTypes.ts'
import { settingType } from '../settingValues.ts'
import { optionsOf } from './settings.ts'

/// For Each: runs interactions once for each item, which they read as `{!$Item}` or `{!$Item.Field}`. The first failure
/// ends it; of those that run beside it, the ones under way are awaited.
export const forEach: InteractionDeclaration = {
  type: 'forEach',
  label: 'For Each',
  help: 'Runs interactions once for each item of a collection; {!$Item} is the item.',
  properties: [
    { name: 'collection', label: 'Collection', type: 'value', required: true, help: '{!Contacts.SelectedRows}' },
    { name: 'interactions', label: 'Interactions', type: 'interactions', required: true },
    {
      name: 'mode',
      label: 'Mode',
      type: 'choice',
      default: 'sequential',
      options: optionsOf({ sequential: 'One after the other', parallel: 'Several at the same time' }),
    },
    {
      name: 'limit',
      label: 'How many at the same time',
      type: 'number',
      default: 5,
      when: { property: 'mode', is: ['parallel'] },
    },
  ],
  async run(context) {
    const items = itemsOf(context)
    const type = itemType(context.interaction['collection'], context.scope, context.place)
    const isParallel = context.setting('mode') === 'parallel'
    const limit = isParallel ? limitOf(context) : 1
    await untilStop(['loop'], () =>
      eachOf(items, limit, async value => {
        if (context.cancellation.isCancelled) return
        await untilStop(['item'], () => context.run(context.interaction['interactions'], { item: { value, type } }))
      }),
    )
  },
  inside: ({ interaction, scope, place }) => ({
    ...place,
    items: [...(place.items ?? []), { type: itemType(interaction['collection'], scope, place) }],
  }),
  check({ interaction, scope, place, report }) {
    const type = settingType(interaction['collection'], scope, place)
    if ('unknown' in type || type.kind === 'Any' || type.kind === 'Null' || isCollectionType(type)) return
    report({
      code: 'setting-type',
      message: '"collection" is one value. Map a collection, such as the selected rows of a table.',
      setting: 'collection',
    })
  },
}

function itemsOf(context: InteractionContext): readonly Value[] {
  const value = asValue(context.setting('collection'))
  if (value === null) return []
  return isCollection(value) ? value : [value]
}

function limitOf(context: InteractionContext): number {
  const limit = context.setting('limit')
  return typeof limit === 'number' && limit >= 1 ? Math.floor(limit) : 1
}

function itemType(raw: unknown, scope: ReferenceScope, place: Place): DataType {
  const type = settingType(raw, scope, place)
  return 'unknown' in type ? ANY : isCollectionType(type) ? type.of : type
}

/// Works on [items] in order, up to [limit] at the same time. After the first failure none is begun any more; it is
/// thrown when those under way have ended.
async function eachOf(items: readonly Value[], limit: number, work: (item: Value) => Promise<void>): Promise<void> {
  let next = 0
  let failure: { readonly cause: unknown } | undefined
  const worker = async (): Promise<void> => {
    while (next < items.length && !failure) {
      try {
        await work(items[next++]!)
      } catch (cause) {
        failure ??= { cause }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  if (failure) throw failure.cause
}
