import type { ReactNode, Ref } from 'react'

interface LayerRootProps {
  ref?: Ref<HTMLDivElement>
  /// Toasts can be used while a dialog covers the page.
  isToasts?: boolean
  children: ReactNode
}

/// What stands at the end of the page, over everything: menus, dialogs, toasts. In another site's page our styles reach
/// what is inside such a root.
export function LayerRoot({ ref, isToasts, children }: LayerRootProps) {
  return (
    <div ref={ref} data-millrace-layer="" data-toast-root={isToasts ? '' : undefined} style={{ display: 'contents' }}>
      {children}
    </div>
  )
}
