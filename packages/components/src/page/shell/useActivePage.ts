import type { ComponentHost } from '@millrace/runtime'
import type { PageDefinition } from '../pageDefinition.ts'
import { type Loaded, useJson } from '../useJson.ts'

/// The Lightning page that is active for the records of an object, or without one as the home page.
export function useActivePage(
  host: ComponentHost,
  { app, objectApiName, version }: { app: string; objectApiName?: string; version: number },
): Loaded<{ readonly page: PageDefinition | null }> {
  const query = new URLSearchParams({
    formFactor: host.formFactor === 'Small' ? 'Small' : 'Large',
    ...(app === '' ? {} : { app }),
    ...(objectApiName === undefined ? {} : { object: objectApiName }),
  })
  return useJson(`/millrace/v1/active-page?${query}`, version)
}
