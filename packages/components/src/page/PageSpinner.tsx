import { Spinner } from '../slds/Spinner.tsx'

/// What a page or a part of it shows until it is there.
export function PageSpinner({ label }: { label: string }) {
  return (
    <div className="millrace-loading-page">
      <Spinner label={label} />
    </div>
  )
}
