import type { ComboboxOption } from '../pickers/Combobox.tsx'
import { useSchema } from '../pickers/schema.tsx'
import { useEditing, usePageBuilding } from './builderContext.ts'

/// What properties and rules of the page may speak of.
export function useExpressions(): readonly ComboboxOption[] {
  const { editing } = usePageBuilding()
  const { page } = useEditing(editing)
  const isRecord = page.type === 'RecordPage'
  const object = useSchema().object(isRecord ? (page.objectApiName ?? '') : '')
  const option = (path: string, label: string, group: string): ComboboxOption => ({
    value: `{!${path}}`,
    label,
    detail: `{!${path}}`,
    group,
  })
  return [
    ...(isRecord ? [option('recordId', 'Record Id', 'Page'), option('objectApiName', 'Object', 'Page')] : []),
    ...(object?.fields ?? []).map(({ name, label }) => option(`Record.${name}`, label, 'Record')),
    option('$User.Id', 'Id', 'User'),
    option('$User.Name', 'Name', 'User'),
    option('$User.Profile.Name', 'Profile', 'User'),
    option('$UserRole.Name', 'Role', 'User'),
    option('$Client.FormFactor', 'Form Factor (Large, Medium, Small)', 'Device'),
  ]
}
