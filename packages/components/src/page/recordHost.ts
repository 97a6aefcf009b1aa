import type { ComponentHost } from '@millrace/runtime'

/// [host] on the page of a record.
export const recordHost = (host: ComponentHost, recordId: string, objectApiName: string): ComponentHost =>
  hostWith(host, { recordId, objectApiName })

/// [host] with other [parts]. What the host works out anew each time it is asked stays so.
export const hostWith = (host: ComponentHost, parts: Partial<ComponentHost>): ComponentHost =>
  Object.create(Object.prototype, {
    ...Object.getOwnPropertyDescriptors(host),
    ...Object.getOwnPropertyDescriptors(parts),
  }) as ComponentHost
