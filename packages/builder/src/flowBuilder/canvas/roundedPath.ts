import type { Point } from './layout.ts'

const RADIUS = 8

/// An SVG path along [points], with its corners rounded.
export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points.filter((point, i) => i === 0 || !isSame(point, points[i - 1]!))
  if (!first) return ''
  let path = `M ${first.x} ${first.y}`
  let before = first
  rest.forEach((corner, i) => {
    const after = rest[i + 1]
    if (!after) path += ` L ${corner.x} ${corner.y}`
    else {
      const into = towards(corner, before)
      const out = towards(corner, after)
      path += ` L ${into.x} ${into.y} Q ${corner.x} ${corner.y} ${out.x} ${out.y}`
    }
    before = corner
  })
  return path
}

const isSame = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const part = Math.min(RADIUS, length / 2) / (length || 1)
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}
