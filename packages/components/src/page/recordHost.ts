import type { ComponentHost } from '@millrace/runtime'

/// [host] on the page of a record. What the host works out anew each time it is asked stays so.
export function recordHost(host: ComponentHost, recordId: string, objectApiName: string): ComponentHost {
  const about = { recordId, objectApiName }
  return Object.create(Object.prototype, {
    ...Object.getOwnPropertyDescriptors(host),
    ...Object.getOwnPropertyDescriptors(about),
  }) as ComponentHost
}
