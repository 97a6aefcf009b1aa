import pg from 'pg'

/// How a column's text becomes a value, by the OID of its type.
export type TypeParsers = Readonly<Record<number, (text: string) => unknown>>

// Text keeps what a JavaScript Date or number would change: a day without a time zone, digits beyond 2^53.
const keptAsText = [
  pg.types.builtins.INT8,
  pg.types.builtins.NUMERIC,
  pg.types.builtins.DATE,
  pg.types.builtins.TIME,
  pg.types.builtins.TIMESTAMP,
  pg.types.builtins.TIMESTAMPTZ,
  pg.types.builtins.INTERVAL,
]

const arraysOfText = { int8: 1016, numeric: 1231, date: 1182, time: 1183, timestamp: 1115, timestamptz: 1185 }
const textArray: number = 1009

/// pg's parsers with ours before them, for one pool: pg's global table stays as other code expects it.
export function typeParsers(own: TypeParsers = {}): pg.CustomTypesConfig {
  const parsers = new Map<number, (text: string) => unknown>()
  for (const oid of keptAsText) parsers.set(oid, text => text)
  const parseTexts = pg.types.getTypeParser(textArray, 'text')
  for (const oid of Object.values(arraysOfText)) parsers.set(oid, parseTexts)
  for (const [oid, parser] of Object.entries(own)) parsers.set(Number(oid), parser)
  return {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format ?? 'text'),
  } as pg.CustomTypesConfig
}
