export interface SpinnerProps {
  label: string
  size?: 'x-small' | 'small' | 'medium'
}

/// Turning dots over the middle of the place it stands in, which must be positioned (`slds-is-relative`).
export function Spinner({ label, size = 'medium' }: SpinnerProps) {
  return (
    <span role="status" className={`slds-spinner slds-spinner_${size} slds-spinner_brand`}>
      <span className="slds-assistive-text">{label}</span>
      <span className="slds-spinner__dot-a" />
      <span className="slds-spinner__dot-b" />
    </span>
  )
}
