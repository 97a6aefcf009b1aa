import { RecordValue } from '@millrace/values'
import type { InteractionCheck, InteractionContext } from '../interaction.ts'
import { nameSetting } from './settings.ts'

// Interactions that work with the rows of a component.

/// The records that an attribute of the component in the setting `component` holds.
export function rowsOf(context: InteractionContext, attribute: string): readonly RecordValue[] {
  const rows = context.attribute(nameSetting(context, 'component'), attribute)
  const items: readonly unknown[] = Array.isArray(rows) ? rows : []
  return items.filter(item => item instanceof RecordValue)
}

/// The Ids of its selected rows, also of those that are not on the screen.
export function selectedIds(context: InteractionContext): readonly string[] {
  const ids = context.attribute(nameSetting(context, 'component'), 'SelectedRowsKeyValue')
  const items: readonly unknown[] = Array.isArray(ids) ? ids : []
  return items.filter(item => typeof item === 'string')
}

/// Reads the query of that component again, when it has one.
export async function refreshRows(context: InteractionContext): Promise<void> {
  const component = context.scope.component(nameSetting(context, 'component'))
  const query = component && context.scope.queryOf(component)
  if (query !== undefined) await context.refreshQueries([query])
}

/// # component-without-attribute
/// An interaction works with something that its component does not have, such as selected rows.
///
/// Name a Data Table, or another component that has it.
export function checkHasAttribute(
  { interaction, scope, report }: InteractionCheck,
  attribute: string,
  attributesOf: (type: string) => readonly string[] | undefined,
): void {
  const component = scope.component(String(interaction['component'] ?? ''))
  const names = component && attributesOf(component.type)
  if (!names || names.includes(attribute)) return
  report({
    code: 'component-without-attribute',
    message: `"${component.apiName}" is a ${component.type}, which has no ${attribute}.`,
    setting: 'component',
  })
}
