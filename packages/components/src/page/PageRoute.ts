import type { ComponentHost, Toast } from '@millrace/runtime'
import type { ComponentType } from 'react'
import type { Session } from './session.ts'

/// A page that is not made of Dynamic Components, such as one of the setup pages.
export interface PageRoute {
  /// "/setup/runs": also stands for every path below it.
  readonly path: string
  readonly label: string
  /// Under which heading of the Setup menu it stands.
  readonly group?: string
  /// A builder has the whole window; the application's header makes room for its own.
  readonly isFullScreen?: boolean
  /// Opened from elsewhere, so that the Setup menu does not list it.
  readonly isHidden?: boolean
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
