import { ANY, BOOLEAN, type DataType, TEXT } from '@millrace/values'

/// What `{!Screen_Action.X}` can name.
///
/// Source: Salesforce Help, "Action Button Screen Input Component".
export const SCREEN_ACTION_MEMBERS: ReadonlyMap<string, { readonly name: string; readonly type: DataType }> = new Map(
  Object.entries({ IsSuccess: BOOLEAN, InProgress: BOOLEAN, ErrorMessage: TEXT, Results: ANY }).map(([name, type]) => [
    name.toLowerCase(),
    { name, type },
  ]),
)
