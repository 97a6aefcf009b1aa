import type { Settings } from '@millrace/runtime'

/// A text of one item of a list attribute, such as a tab's label; "" where it has none.
export function settingText(item: Settings, name: string): string {
  const value = item[name]
  return typeof value === 'string' ? value : ''
}
