import { createRoot } from 'react-dom/client'
import '../slds/millrace.css'
import { startTheme } from '../theme/theme.ts'
import { App } from './App.tsx'
import type { PageRoute } from './PageRoute.ts'

/// Shows the application in [element]. [routes] are pages beside those of the project; the user's menu leads to them.
export function startPage(element: HTMLElement, { routes = [] }: { routes?: readonly PageRoute[] } = {}): void {
  startTheme()
  createRoot(element).render(<App routes={routes} />)
}
