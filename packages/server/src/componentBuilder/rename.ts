import { renameOnFlexiPage, rewriteJson } from '@millrace/metadata'
import type { RunningProject } from '../project.ts'

/// The files of [project] that refer to the Dynamic Component [from], as they are when it is called [to]. Each changes
/// only where the name stands.
export async function renamedFiles(
  project: RunningProject,
  from: string,
  to: string,
  read: (path: string) => Promise<string | null>,
): Promise<{ path: string; text: string }[]> {
  const pages = project.flexiPages.map(({ file }) => ({ file, rename: renameOnFlexiPage }))
  const components = project.dynamicComponents.map(({ file }) => ({ file, rename: renamedInComponent }))
  const renamed = await Promise.all(
    [...pages, ...components].map(async ({ file, rename }) => {
      const text = await read(file)
      return { path: file, before: text, text: text === null ? null : rename(text, from, to) }
    }),
  )
  return renamed.flatMap(({ path, before, text }) => (text === null || text === before ? [] : { path, text }))
}

/// Where [project] uses the Dynamic Component [apiName]: pages and other components.
export function usesOfComponent(
  project: RunningProject,
  apiName: string,
): readonly { readonly kind: 'page' | 'component'; readonly name: string; readonly label: string }[] {
  const pages = project.flexiPages.filter(page =>
    page.regions.some(({ items }) =>
      items.some(item => item.kind === 'component' && item.properties.get('dynamicComponent') === apiName),
    ),
  )
  const components = project.dynamicComponents.filter(
    ({ component }) => component.apiName !== apiName && mentions(component, apiName),
  )
  return [
    ...pages.map(page => ({ kind: 'page' as const, name: page.apiName, label: page.masterLabel })),
    ...components.map(({ component }) => ({
      kind: 'component' as const,
      name: component.apiName,
      label: component.label,
    })),
  ]
}

function renamedInComponent(source: string, from: string, to: string): string {
  const value: unknown = safely(source)
  return value === undefined || !mentions(value, from) ? source : rewriteJson(source, withName(value, from, to))
}

// The settings that name another Dynamic Component all have "component" in their name.
const namesComponent = (setting: string): boolean => /component/i.test(setting)

function mentions(value: unknown, apiName: string, setting = ''): boolean {
  if (typeof value === 'string') return namesComponent(setting) && value === apiName
  if (Array.isArray(value)) return value.some(item => mentions(item, apiName))
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, member]) => mentions(member, apiName, name))
}

function withName(value: unknown, from: string, to: string, setting = ''): unknown {
  if (value === from && namesComponent(setting)) return to
  if (Array.isArray(value)) return value.map(item => withName(item, from, to))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withName(member, from, to, name)]))
}

function safely(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}
