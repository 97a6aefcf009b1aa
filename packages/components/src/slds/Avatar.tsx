import { useState } from 'react'
import { Icon } from './Icon.tsx'

export interface AvatarProps {
  /// Whom or what it shows.
  name: string
  /// Address of the picture.
  source?: string
  initials?: string
  iconName?: string
  variant?: 'circle' | 'square'
  size?: 'x-small' | 'small' | 'medium' | 'large'
  /// The name stands beside it, so that the picture need not say it.
  hideName?: boolean
}

/// A person's or thing's picture; initials or an icon where there is none or it cannot be loaded.
export function Avatar({
  name,
  source,
  initials,
  iconName,
  variant = 'circle',
  size = 'medium',
  hideName,
}: AvatarProps) {
  const [broken, setBroken] = useState<string>()
  const text = initials || initialsOf(name)
  return (
    <span className={`slds-avatar slds-avatar_${size} ${variant === 'circle' ? 'slds-avatar_circle' : ''}`}>
      {source && source !== broken ? (
        <img src={source} alt={hideName ? '' : name} onError={() => setBroken(source)} />
      ) : iconName ? (
        <Icon name={iconName} assistiveText={hideName ? undefined : name} className="millrace-avatar-icon" />
      ) : (
        <abbr
          className={`slds-avatar__initials millrace-initials_${1 + (hash(name) % 5)}`}
          title={hideName ? undefined : name}
          aria-hidden={hideName || undefined}
        >
          {text}
        </abbr>
      )}
    </span>
  )
}

/// "AN" of "Ada Ng", "A" of "Ada".
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return ends
    .map(word => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase()
}

// The same name has the same colour each time.
const hash = (text: string): number => [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) >>> 0, 0)
