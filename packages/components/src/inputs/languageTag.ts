/// A locale as `Intl` takes it: Salesforce writes "en_US".
export const languageTag = (locale: string): string => locale.replaceAll('_', '-')
