import type { Activation, Named } from './pagesApi.ts'

/// Where a page is active, in words: "Org default", "Sales", "Sales (Admin)".
export function activationText(activations: readonly Activation[], type: string, apps: readonly Named[]): string {
  const texts = activations.map(({ app, profile, recordType, formFactor }) => {
    const where = app === null ? (type === 'AppPage' ? 'Navigation bar' : 'Org default') : labelOf(app, apps)
    const who = [
      recordType?.split('.').at(-1),
      profile,
      formFactor === 'Small' ? 'phone' : formFactor === 'Large' ? 'desktop' : null,
    ].filter(Boolean)
    return who.length > 0 ? `${where} (${who.join(', ')})` : where
  })
  return [...new Set(texts)].join(', ')
}

const labelOf = (app: string, apps: readonly Named[]): string => apps.find(({ name }) => name === app)?.label ?? app
