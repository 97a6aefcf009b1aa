import type { ProgressBarProps } from './ProgressBar.tsx'

export interface ProgressRingProps extends ProgressBarProps {
  /// In its middle.
  children?: string
}

/// How far something is, as a ring that closes.
export function ProgressRing({
  percent,
  label,
  valueText,
  size = 'medium',
  theme = 'brand',
  children,
}: ProgressRingProps) {
  return (
    <div
      className={`millrace-ring millrace-ring_${size}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={valueText}
    >
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <circle className="millrace-ring-track" cx="18" cy="18" r="15.915" />
        {percent > 0 && (
          <circle
            className={`millrace-ring-value millrace-progress_${theme}`}
            cx="18"
            cy="18"
            r="15.915"
            strokeDasharray={`${percent} ${100 - percent}`}
          />
        )}
      </svg>
      {children && (
        <span className="millrace-ring-text" aria-hidden="true">
          {children}
        </span>
      )}
    </div>
  )
}
