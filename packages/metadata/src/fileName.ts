/// The last part of a path, which may have / or \.
export const fileName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

/// The name of a metadata file without its ending: `Contact.object-meta.xml` -> `Contact`.
export const nameBefore = (path: string, ending: string): string => fileName(path).slice(0, -ending.length)

/// The API name in the name of a flow's file: `X.flow-meta.xml`, `X.flow`, and `X-3.flow` from the time when the
/// version number was in it. Source: Metadata API Developer Guide, "Flow", file suffix and directory location.
export const flowApiName = (path: string): string =>
  fileName(path)
    .replace(/\.(flow-meta\.xml|flow|xml)$/, '')
    .replace(/-\d+$/, '')
