import { useSyncExternalStore } from 'react'
import { languageOf, useLabels } from '../labels/Localized.tsx'
import { Menu } from '../slds/Menu.tsx'
import { chooseLook, chosenLook, subscribeTheme, type Theme, themeVersion } from '../theme/theme.ts'
import { send } from './api.ts'
import { usePageLabels } from './labels/pageLabels.ts'
import { MenuHeading } from './MenuHeading.tsx'
import { type Session, sessionText } from './session.ts'

const LOCALE = 'locale:'

/// Each in its own words, so that it can be found by those who read no other.
const LANGUAGES = [
  ['en_US', 'English'],
  ['de_DE', 'Deutsch'],
  ['es_ES', 'Español'],
  ['fr_FR', 'Français'],
  ['ja_JP', '日本語'],
] as const

async function chooseLocale(locale: string): Promise<void> {
  const headers = { 'Content-Type': 'application/json' }
  const body = JSON.stringify({ locale })
  const response = await send('/millrace/v1/session/locale', { method: 'PUT', headers, body })
  // Everything on the screen is in the language before.
  if (response.ok) window.location.reload()
}

/// An administrator who was signed in as somebody else is the administrator again.
async function signOut(onSignedOut: () => void): Promise<void> {
  const response = await send('/millrace/v1/session', { method: 'DELETE' }).catch(() => undefined)
  if (response?.status === 200) window.location.assign('/')
  else onSignedOut()
}

/// The person at the right of the header: how pages look to them, and the way out.
export default function UserMenu({ session, onSignedOut }: { session: Session; onSignedOut: () => void }) {
  const labels = useLabels()
  const texts = usePageLabels(session.locale)
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
    if (chosen.startsWith(LOCALE)) return void chooseLocale(chosen.slice(LOCALE.length))
    const picked = themes.find(([value]) => value === chosen)
    if (picked) chooseLook({ theme: picked[0] })
    else if (chosen === 'comfortable' || chosen === 'compact') chooseLook({ density: chosen })
    else void signOut(onSignedOut)
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
        ...LANGUAGES.map(([locale, language]) => ({
          name: LOCALE + locale,
          label: `${texts.language}: ${language}`,
          checked: languageOf(session.locale) === languageOf(locale),
        })),
        { name: 'signOut', label: labels.signOut, iconName: 'utility:logout' },
      ]}
      onSelect={choose}
    />
  )
}
