/// The REST API versions this server answers to. Version 62.0 is Winter '25; there are three releases a year.
export const NEWEST_API_VERSION = 62
const OLDEST_API_VERSION = 31

export interface ApiVersion {
  readonly label: string
  readonly url: string
  readonly version: string
}

/// `GET /services/data`, oldest first as Salesforce lists them.
export const apiVersions: readonly ApiVersion[] = Array.from(
  { length: NEWEST_API_VERSION - OLDEST_API_VERSION + 1 },
  (_, i) => {
    const version = OLDEST_API_VERSION + i
    return { label: releaseName(version), url: `/services/data/v${version}.0`, version: `${version}.0` }
  },
)

/// Whether `62.0` is a version this server answers to.
export const isApiVersion = (version: string): boolean => apiVersions.some(known => known.version === version)

function releaseName(version: number): string {
  const season = ['Spring', 'Summer', 'Winter'][version % 3]!
  const year = 25 + Math.floor((version - NEWEST_API_VERSION) / 3)
  return `${season} '${year}`
}
