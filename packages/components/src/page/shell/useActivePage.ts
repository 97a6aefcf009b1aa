import type { ComponentHost } from '@millrace/runtime'
import type { PageDefinition } from '../pageDefinition.ts'
import { type Loaded, useJson } from '../useJson.ts'

interface ActivePageRequest {
  readonly app: string
  readonly objectApiName?: string
  /// DeveloperName.
  readonly recordType?: string | undefined
  /// Grows when the project's files have changed.
  readonly version: number
}

/// The Lightning page that is active for the records of an object, or without one as the home page.
export function useActivePage(
  host: ComponentHost,
  { app, objectApiName, recordType, version }: ActivePageRequest,
): Loaded<{ readonly page: PageDefinition | null }> {
  const query = new URLSearchParams({
    formFactor: host.formFactor === 'Small' ? 'Small' : 'Large',
    ...(app === '' ? {} : { app }),
    ...(objectApiName === undefined ? {} : { object: objectApiName }),
    ...(recordType === undefined ? {} : { recordType }),
  })
  return useJson(`/millrace/v1/active-page?${query}`, version)
}
