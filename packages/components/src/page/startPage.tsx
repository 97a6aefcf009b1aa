import { createRoot } from 'react-dom/client'
import '../slds/millrace.css'
import { startTheme } from '../theme/theme.ts'
import { App, type AppProps } from './App.tsx'

/// Shows the application in [element]: the project's pages, or those of [routes].
export function startPage(element: HTMLElement, { routes = [], setup = [] }: Partial<AppProps> = {}): void {
  startTheme()
  createRoot(element).render(<App routes={routes} setup={setup} />)
}
