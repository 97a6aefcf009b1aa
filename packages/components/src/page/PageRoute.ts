import type { ComponentHost, Toast } from '@millrace/runtime'
import type { ComponentType } from 'react'
import type { Session } from './session.ts'

/// What the Setup menu leads to.
export interface SetupEntry {
  /// "/setup/runs": also stands for every path below it.
  readonly path: string
  readonly label: string
  /// Under which heading of the Setup menu it stands.
  readonly group?: string
}

/// A page that is not made of Dynamic Components: a setup page or a builder.
export interface PageRoute extends SetupEntry {
  /// A builder has the whole window; the application's header makes room for its own.
  readonly isFullScreen?: boolean
  readonly Page: ComponentType<PageRouteProps>
}

export interface PageRouteProps {
  readonly session: Session
  /// What follows the route's path: "" or "0Fo…".
  readonly rest: string
  /// Grows when the project's files have changed.
  readonly version: number
  readonly showToast: (toast: Toast) => void
  /// The browser as a Dynamic Component's host.
  readonly host: ComponentHost
}
