import { useSyncExternalStore } from 'react'
import { useLabels } from '../labels/Localized.tsx'
import { Menu } from '../slds/Menu.tsx'
import { chooseLook, chosenLook, subscribeTheme, type Theme, themeVersion } from '../theme/theme.ts'
import { send } from './api.ts'
import { MenuHeading } from './MenuHeading.tsx'
import { type Session, sessionText } from './session.ts'

/// The person at the right of the header: how pages look to them, and the way out.
export default function UserMenu({ session, onSignedOut }: { session: Session; onSignedOut: () => void }) {
  const labels = useLabels()
  useSyncExternalStore(subscribeTheme, themeVersion)
  const { theme, density } = chosenLook()
  const name = sessionText(session.user, 'Name') || sessionText(session.user, 'Username')
  const organization = sessionText(session.organization, 'Name')
  const themes: readonly (readonly [Theme, string])[] = [
    ['system', labels.themeSystem],
    ['light', labels.themeLight],
    ['dark', labels.themeDark],
  ]
  const choose = (chosen: string) => {
    const picked = themes.find(([value]) => value === chosen)
    if (picked) chooseLook({ theme: picked[0] })
    else if (chosen === 'comfortable' || chosen === 'compact') chooseLook({ density: chosen })
    else void send('/millrace/v1/session', { method: 'DELETE' }).finally(onSignedOut)
  }
  return (
    <Menu
      button={{ iconName: 'utility:user', assistiveText: labels.signedInAs(name), variant: 'container' }}
      heading={<MenuHeading title={name} detail={organization} />}
      items={[
        ...themes.map(([value, label]) => ({
          name: value,
          label: `${labels.theme}: ${label}`,
          checked: theme === value,
        })),
        {
          name: 'comfortable',
          label: `${labels.density}: ${labels.densityComfortable}`,
          checked: density === 'comfortable',
        },
        { name: 'compact', label: `${labels.density}: ${labels.densityCompact}`, checked: density === 'compact' },
        { name: 'signOut', label: labels.signOut, iconName: 'utility:logout' },
      ]}
      onSelect={choose}
    />
  )
}
