import type { PageAddress } from '@millrace/runtime'

/// The query part of the page's address. What is written there replaces what was, so that Back leaves the page.
export const pageAddress: PageAddress = {
  read: name => new URLSearchParams(window.location.search).get(name) ?? undefined,
  write(name, text) {
    const url = new URL(window.location.href)
    if (text === undefined) url.searchParams.delete(name)
    else url.searchParams.set(name, text)
    if (url.href !== window.location.href) window.history.replaceState(window.history.state, '', url)
  },
}
