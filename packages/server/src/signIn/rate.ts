/// How often one address may try to sign in: enough for people who mistype, too slow for guessing.
export const SIGN_IN_RATE = { rateLimit: { max: 30, timeWindow: 60_000 } }
