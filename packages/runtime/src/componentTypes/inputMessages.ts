/// What an input says by itself when its value is not right, in one language.
export interface InputMessages {
  readonly valueMissing: string
  /// [text] was typed and is no value of its kind.
  notRead(text: string, kind: ReadKind): string
  readonly email: string
  readonly url: string
  tooShort(count: number): string
  tooLong(count: number): string
  readonly pattern: string
  atLeast(limit: string): string
  atMost(limit: string): string
  multiple(step: string): string
  notBefore(limit: string): string
  notAfter(limit: string): string
  readonly lessText: string
}

/// The kinds of values that are read from what was typed.
export type ReadKind = 'number' | 'date' | 'time' | 'dateTime'

const EMAIL = 'ada@example.com'
const URL = 'https://example.com'

const en: InputMessages = {
  valueMissing: 'Complete this field.',
  notRead: (text, kind) =>
    `"${text}" is not ${{ number: 'a number', date: 'a date', time: 'a time', dateTime: 'a date and a time' }[kind]}.`,
  email: `Enter an e-mail address such as ${EMAIL}.`,
  url: `Enter an address such as ${URL}.`,
  tooShort: count => `Enter at least ${count === 1 ? '1 character' : `${count} characters`}.`,
  tooLong: count => `Enter at most ${count === 1 ? '1 character' : `${count} characters`}.`,
  pattern: 'Enter it in the form asked for.',
  atLeast: limit => `Enter ${limit} or more.`,
  atMost: limit => `Enter ${limit} or less.`,
  multiple: step => `Enter a multiple of ${step}.`,
  notBefore: limit => `Enter ${limit} or later.`,
  notAfter: limit => `Enter ${limit} or earlier.`,
  lessText: 'Enter less text.',
}

const de: InputMessages = {
  valueMissing: 'Füllen Sie dieses Feld aus.',
  notRead: (text, kind) =>
    `„${text}“ ist ${{ number: 'keine Zahl', date: 'kein Datum', time: 'keine Uhrzeit', dateTime: 'kein Datum mit Uhrzeit' }[kind]}.`,
  email: `Geben Sie eine E-Mail-Adresse wie ${EMAIL} ein.`,
  url: `Geben Sie eine Adresse wie ${URL} ein.`,
  tooShort: count => `Geben Sie mindestens ${count} Zeichen ein.`,
  tooLong: count => `Geben Sie höchstens ${count} Zeichen ein.`,
  pattern: 'Geben Sie es in der verlangten Form ein.',
  atLeast: limit => `Geben Sie ${limit} oder mehr ein.`,
  atMost: limit => `Geben Sie ${limit} oder weniger ein.`,
  multiple: step => `Geben Sie ein Vielfaches von ${step} ein.`,
  notBefore: limit => `Geben Sie ${limit} oder später ein.`,
  notAfter: limit => `Geben Sie ${limit} oder früher ein.`,
  lessText: 'Geben Sie weniger Text ein.',
}

const fr: InputMessages = {
  valueMissing: 'Renseignez ce champ.',
  notRead: (text, kind) =>
    `« ${text} » n’est pas ${{ number: 'un nombre', date: 'une date', time: 'une heure', dateTime: 'une date avec une heure' }[kind]}.`,
  email: `Saisissez une adresse e-mail telle que ${EMAIL}.`,
  url: `Saisissez une adresse telle que ${URL}.`,
  tooShort: count => `Saisissez au moins ${count} caractère${count === 1 ? '' : 's'}.`,
  tooLong: count => `Saisissez au plus ${count} caractère${count === 1 ? '' : 's'}.`,
  pattern: 'Saisissez-le dans la forme demandée.',
  atLeast: limit => `Saisissez ${limit} ou plus.`,
  atMost: limit => `Saisissez ${limit} ou moins.`,
  multiple: step => `Saisissez un multiple de ${step}.`,
  notBefore: limit => `Saisissez ${limit} ou plus tard.`,
  notAfter: limit => `Saisissez ${limit} ou plus tôt.`,
  lessText: 'Saisissez moins de texte.',
}

const es: InputMessages = {
  valueMissing: 'Complete este campo.',
  notRead: (text, kind) =>
    `«${text}» no es ${{ number: 'un número', date: 'una fecha', time: 'una hora', dateTime: 'una fecha con hora' }[kind]}.`,
  email: `Introduzca un correo electrónico como ${EMAIL}.`,
  url: `Introduzca una dirección como ${URL}.`,
  tooShort: count => `Introduzca al menos ${count} ${count === 1 ? 'carácter' : 'caracteres'}.`,
  tooLong: count => `Introduzca como máximo ${count} ${count === 1 ? 'carácter' : 'caracteres'}.`,
  pattern: 'Introdúzcalo en la forma solicitada.',
  atLeast: limit => `Introduzca ${limit} o más.`,
  atMost: limit => `Introduzca ${limit} o menos.`,
  multiple: step => `Introduzca un múltiplo de ${step}.`,
  notBefore: limit => `Introduzca ${limit} o posterior.`,
  notAfter: limit => `Introduzca ${limit} o anterior.`,
  lessText: 'Introduzca menos texto.',
}

const ja: InputMessages = {
  valueMissing: 'この項目を入力してください。',
  notRead: (text, kind) =>
    `「${text}」は${{ number: '数値', date: '日付', time: '時刻', dateTime: '日付と時刻' }[kind]}ではありません。`,
  email: `${EMAIL} のようなメールアドレスを入力してください。`,
  url: `${URL} のようなアドレスを入力してください。`,
  tooShort: count => `${count} 文字以上で入力してください。`,
  tooLong: count => `${count} 文字以内で入力してください。`,
  pattern: '指定された形式で入力してください。',
  atLeast: limit => `${limit} 以上を入力してください。`,
  atMost: limit => `${limit} 以下を入力してください。`,
  multiple: step => `${step} の倍数を入力してください。`,
  notBefore: limit => `${limit} 以降を入力してください。`,
  notAfter: limit => `${limit} 以前を入力してください。`,
  lessText: 'もっと短いテキストを入力してください。',
}

const LANGUAGES: Readonly<Record<string, InputMessages>> = { de, en, es, fr, ja }

/// The messages for people of [locale] ("de_CH"); English where there are none in their language.
export const inputMessages = (locale: string): InputMessages =>
  LANGUAGES[locale.split(/[_-]/, 1)[0]!.toLowerCase()] ?? en
