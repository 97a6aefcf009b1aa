/// The last part of a path, which may have / or \.
export const fileName = (path: string): string => path.split(/[/\\]/).at(-1)!

/// The API name in the name of a metadata file: `Contact_Page.flexipage-meta.xml` -> `Contact_Page`.
export const apiNameOf = (path: string): string => fileName(path).replace(/\..*$/, '')

/// The API name in the name of a flow's file: `X.flow-meta.xml`, `X.flow`, and `X-3.flow` from the time when the
/// version number was in it. Source: Metadata API Developer Guide, "Flow", file suffix and directory location.
export const flowApiName = (path: string): string => apiNameOf(path).replace(/-\d+$/, '')
