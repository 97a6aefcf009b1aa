import type { ComponentProps, MouseEvent } from 'react'
import { openPath } from './location.ts'

/// A link to another page of this server. One of this application opens without loading anew.
export function Link({
  href,
  children,
  onOpen,
  ...props
}: ComponentProps<'a'> & { href: string; onOpen?: () => void }) {
  const open = (event: MouseEvent) => {
    // A new tab or window is the browser's affair.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
    event.preventDefault()
    openPath(href)
    onOpen?.()
  }
  return (
    <a href={href} {...props} onClick={open}>
      {children}
    </a>
  )
}
