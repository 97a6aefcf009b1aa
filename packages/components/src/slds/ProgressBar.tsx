export type ProgressTheme = 'brand' | 'success' | 'warning' | 'error'

export interface ProgressBarProps {
  /// 0 to 100.
  percent: number
  /// What it is the progress of, and how far it is in words.
  label: string
  valueText: string
  size?: 'small' | 'medium' | 'large'
  theme?: ProgressTheme
}

/// How far something is, as a bar.
export function ProgressBar({ percent, label, valueText, size = 'medium', theme = 'brand' }: ProgressBarProps) {
  return (
    <div
      className={`slds-progress-bar slds-progress-bar_circular slds-progress-bar_${size}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={valueText}
    >
      <span className={`slds-progress-bar__value millrace-progress_${theme}`} style={{ width: `${percent}%` }} />
    </div>
  )
}
