// The end-user's pages and the setup pages with the builders are two applications, each with HTML and scripts of its own:
// people who use pages do not load what builders are made of.

/// Whether the page at [path] is one of the setup application: a setup page or a builder.
export const isSetupPath = (path: string): boolean => /^\/(setup|builder)([/?#]|$)/.test(path)

/// Whether [path] is of the application that runs here, which can show it without loading anything.
export const isOfThisApplication = (path: string): boolean =>
  isSetupPath(path) === isSetupPath(window.location.pathname)
