import type { NavigationTarget } from '@millrace/runtime'

/// The address of a place, as Salesforce has them; undefined for Back and for this page, which have none.
///
/// Source: Salesforce Help, "Lightning Experience URL formats"; Lightning Web Components Developer Guide, "PageReference
/// Types" (`defaultFieldValues`, `filterName`).
export function pathOf(target: NavigationTarget): string | undefined {
  switch (target.type) {
    case 'recordPage':
      return `/lightning/r/${encodeURIComponent(target.recordId)}/${target.actionName}`
    case 'objectPage': {
      const { objectApiName, actionName, filterName, defaultFieldValues } = target
      const path = `/lightning/o/${encodeURIComponent(objectApiName)}/${actionName}`
      if (actionName === 'list' && filterName) return `${path}?filterName=${encodeURIComponent(filterName)}`
      if (actionName === 'new' && defaultFieldValues)
        return `${path}?defaultFieldValues=${encodeURIComponent(encodeDefaults(defaultFieldValues))}`
      return path
    }
    case 'page': {
      const parameters = new URLSearchParams(target.parameters).toString()
      return `/lightning/n/${encodeURIComponent(target.pageApiName)}${parameters && `?${parameters}`}`
    }
    case 'app':
      return `/lightning/app/${encodeURIComponent(target.appApiName)}`
    case 'webPage':
      return target.url
    case 'back':
    case 'refresh':
      return undefined
  }
}

/// As `encodeDefaultFieldValues` of lightning/pageReferenceUtils writes them.
const encodeDefaults = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join(',')
