import { mergeText } from '@millrace/values'
import type { PropertyDeclaration } from '../declaration.ts'
import type { InteractionContext } from '../interaction.ts'
import { asValue } from '../resolved.ts'

// How interactions read their settings.

/// A setting as text, in the user's language; "" when it is blank.
export const textSetting = (context: InteractionContext, name: string): string =>
  mergeText(asValue(context.setting(name)), context.host)

/// A text that the author of the interaction may give; [own] in its place where it is left out or blank.
export const textSettingOr = (context: InteractionContext, name: string, own: string): string =>
  (context.interaction[name] === undefined ? '' : textSetting(context, name)) || own

/// A setting that is one of [options]; the first of them when it is none.
export function choiceSetting<T extends string>(
  context: InteractionContext,
  name: string,
  options: readonly [T, ...T[]],
): T {
  const value = context.setting(name)
  return options.find(option => option === value) ?? options[0]
}

/// A setting that names something and is never mapped.
export const nameSetting = (context: InteractionContext, name: string): string =>
  String(context.interaction[name] ?? '').trim()

/// A text that must not be blank.
///
/// # blank-setting
/// An interaction needs a value that is blank when it runs.
///
/// This is `{!$Error.code}` in On Error, and the message names the setting. Often it is mapped to something that nothing
/// has been stored in yet; "Only when" can ask for it first.
export function neededText(context: InteractionContext, name: string): string {
  const text = textSetting(context, name).trim()
  return text === '' ? context.fail({ code: 'blank-setting', message: `"${name}" is blank.` }) : text
}

/// For a choice: its options, each with a label.
export const optionsOf = (labels: Readonly<Record<string, string>>): NonNullable<PropertyDeclaration['options']> =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

export const THEMES = ['default', 'info', 'success', 'warning', 'error'] as const

export const themeProperty: PropertyDeclaration = {
  name: 'theme',
  label: 'Theme',
  type: 'choice',
  default: 'default',
  options: optionsOf({ default: 'Default', info: 'Info', success: 'Success', warning: 'Warning', error: 'Error' }),
}
