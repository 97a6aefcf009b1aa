import type { Component, Interaction } from '@millrace/metadata'
import { componentType } from '@millrace/runtime'

/// [after], whose list attribute [name] was changed, with the Target Names of its interactions following an action that
/// was given another name.
export function withTargetsRenamed(before: Component, after: Component, name: string): Component {
  const events = componentType(after.type)?.events.filter(({ targets }) => targets === name) ?? []
  const names = renamedItems(before.attributes?.[name], after.attributes?.[name])
  if (names.size === 0 || !after.interactions) return after
  const renamed = (interaction: Interaction): Interaction => {
    const to = interaction.targetName === undefined ? undefined : names.get(interaction.targetName)
    return to === undefined ? interaction : { ...interaction, targetName: to }
  }
  const lists = Object.entries(after.interactions).map(([event, list]) =>
    events.some(declared => declared.name === event) ? ([event, list.map(renamed)] as const) : ([event, list] as const),
  )
  return { ...after, interactions: Object.fromEntries(lists) }
}

/// The names of items that stand where another name stood, in lists of one length.
function renamedItems(before: unknown, after: unknown): ReadonlyMap<string, string> {
  if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) return new Map()
  const [old, now] = [before.map(nameOf), after.map(nameOf)]
  const changed = old.flatMap((name, i) =>
    name !== undefined && now[i] !== undefined && name !== now[i] && !now.includes(name)
      ? [[name, now[i]] as const]
      : [],
  )
  return new Map(changed)
}

const nameOf = (item: unknown): string | undefined =>
  typeof item === 'object' && item !== null && 'name' in item && typeof item.name === 'string' ? item.name : undefined
