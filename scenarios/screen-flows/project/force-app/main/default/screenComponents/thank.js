/// A local action: it is given `who`, and answers `text`.
export function invoke({ who }) {
  return { text: `Thank you for visiting ${who}.` }
}
