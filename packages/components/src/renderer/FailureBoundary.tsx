import { Component, type ReactNode } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'

interface FailureBoundaryProps {
  /// What stands inside, as the start of a sentence.
  what: string
  children: ReactNode
}

/// Keeps the rest of the page when a part of it throws while rendering, which is a bug of ours.
export class FailureBoundary extends Component<FailureBoundaryProps, { message?: string }> {
  override state: { message?: string } = {}

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    if (this.state.message === undefined) return this.props.children
    return <Stopped what={this.props.what} why={this.state.message} />
  }
}

function Stopped({ what, why }: { what: string; why: string }) {
  const labels = useLabels()
  return <ScopedNotification variant="error">{labels.stopped(what, why)}</ScopedNotification>
}
