import { ANY, collectionOf, type DataType } from '@millrace/values'

/// What `{!Repeater.X}` can name. An item has the values of the repeater's components under their names.
///
/// Source: Salesforce Help, "Flow Screen Input Component: Repeater".
export const REPEATER_MEMBERS: ReadonlyMap<string, { readonly name: string; readonly type: DataType }> = new Map(
  ['AllItems', 'AddedItems', 'RemovedItems', 'PrepopulatedItems'].map(name => [
    name.toLowerCase(),
    { name, type: collectionOf(ANY) },
  ]),
)
