import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { en, type Labels } from './en.ts'

/// The catalogues that are fetched when somebody reads that language.
const catalogues: Readonly<Record<string, () => Promise<Partial<Labels>>>> = {
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  ja: async () => (await import('./ja.ts')).ja,
}

const known = new Map<string, Labels>([['en', en]])

const LabelsContext = createContext<Labels>(en)

/// Our own texts in the language of whoever looks at the page.
export const useLabels = (): Labels => useContext(LabelsContext)

/// Our own texts for people of [locale]; undefined until they are there.
export const labelsFor = (locale: string): Labels | undefined => known.get(languageOf(locale))

/// Gives what stands inside its texts in the language of [locale] ("de_CH"): English until they are there, and where
/// there are none.
export function Localized({ locale, children }: { locale: string; children: ReactNode }) {
  const language = languageOf(locale)
  const [, setLoaded] = useState<string>()
  useEffect(() => {
    let isWanted = true
    void load(language).then(() => isWanted && setLoaded(language))
    return () => {
      isWanted = false
    }
  }, [language])
  return <LabelsContext value={labelsFor(locale) ?? en}>{children}</LabelsContext>
}

/// Fetches the texts in [language]. A catalogue that cannot be fetched is as one that there is not.
async function load(language: string): Promise<void> {
  const catalogue = catalogues[language]
  if (known.has(language) || !catalogue) return
  const labels = await catalogue().catch(() => undefined)
  if (labels) known.set(language, { ...en, ...labels })
}

/// "de" of "de_CH".
export const languageOf = (locale: string): string => locale.split(/[_-]/, 1)[0]!.toLowerCase()

const RIGHT_TO_LEFT = new Set(['ar', 'dv', 'fa', 'he', 'iw', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi'])

/// The direction in which people of [locale] read.
export const directionOf = (locale: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.has(languageOf(locale)) ? 'rtl' : 'ltr')
