/// A word in a coloured pill: a state.
export function Badge({
  label,
  variant = 'default',
}: {
  label: string
  variant?: 'default' | 'success' | 'warning' | 'error'
}) {
  const look = variant === 'default' ? '' : variant === 'error' ? 'slds-theme_error' : `slds-theme_${variant}`
  return <span className={`slds-badge ${look}`}>{label}</span>
}
