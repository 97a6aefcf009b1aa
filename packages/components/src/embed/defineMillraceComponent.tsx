import { connectTo } from '../page/connection.ts'
import { embeddedPage } from './embeddedPage.tsx'
import { MillraceComponentElement, TAG } from './MillraceComponentElement.tsx'
import { askForToken } from './token.ts'

/// Makes `<millrace-component name="Contact_Status">` show that Dynamic Component of the server at [address], whose
/// stylesheet is at [stylesheet]. A page of that server itself is signed in by its cookie; any other is asked for a token.
export function defineMillraceComponent(address: string, stylesheet: string): void {
  if (customElements.get(TAG)) return
  if (new URL(address).origin !== window.location.origin) connectTo(address, askForToken)
  embeddedPage.address = address.replace(/\/$/, '')
  embeddedPage.styled = loadStylesheet(stylesheet)
  customElements.define(TAG, MillraceComponentElement)
}

/// Resolves when it is there; also when it cannot be had, because unstyled is better than nothing.
function loadStylesheet(href: string): Promise<void> {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = href
  const loaded = new Promise<void>(resolve => {
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => resolve())
  })
  document.head.append(link)
  return loaded
}
