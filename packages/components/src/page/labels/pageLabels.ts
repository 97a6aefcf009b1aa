import { useEffect, useState } from 'react'
import { languageOf } from '../../labels/Localized.tsx'
import { en, type PageLabels } from './en.ts'

/// Fetched when somebody reads that language.
const catalogues: Readonly<Record<string, () => Promise<PageLabels>>> = {
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  ja: async () => (await import('./ja.ts')).ja,
}

const known = new Map<string, PageLabels>([['en', en]])

/// The texts of pages in the language of [locale] ("de_CH"); in English where there are none.
export async function pageLabels(locale: string): Promise<PageLabels> {
  const language = languageOf(locale)
  const catalogue = catalogues[language]
  if (!known.has(language) && catalogue) known.set(language, await catalogue().catch(() => en))
  return known.get(language) ?? en
}

/// The same for what is on the screen: English until they are there.
export function usePageLabels(locale: string): PageLabels {
  const [labels, setLabels] = useState(() => known.get(languageOf(locale)) ?? en)
  useEffect(() => {
    let isWanted = true
    void pageLabels(locale).then(labels => isWanted && setLabels(labels))
    return () => {
      isWanted = false
    }
  }, [locale])
  return labels
}
