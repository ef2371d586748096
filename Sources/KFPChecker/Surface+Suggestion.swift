/// For how many mistakes of a kind the names that were meant are looked for: that takes long, and
/// after so many nobody reads on.
public let suggestionLimit = 50

/// The candidate that a misspelt name most likely means: the nearest one whose distance is within a
/// third of the name's length; nil where none is near.
public func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  // One letter of one or two is nearly everything that the name says.
  let length = name.unicodeScalars.count
  let limit = length / 3
  var best: (name: String, distance: Int)?
  for candidate in candidates where candidate != name {
    guard abs(candidate.unicodeScalars.count - length) <= limit else { continue }
    let isSameButCase = candidate.lowercased() == name.lowercased()
    let distance = isSameButCase ? 1 : editDistance(name, candidate, upTo: limit)
    guard isSameButCase || distance <= limit else { continue }
    // Candidates come in no order; of those equally near it is always the same one.
    if let best, (best.distance, best.name) < (distance, candidate) { continue }
    best = (candidate, distance)
  }
  guard let best, best.distance < best.name.unicodeScalars.count else { return nil }
  return best.name
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two names; a
/// difference in case alone counts as one.
func editDistance(_ left: String, _ right: String, upTo limit: Int) -> Int {
  let a = Array(left.unicodeScalars)
  let b = Array(right.unicodeScalars)
  if abs(a.count - b.count) > limit { return limit + 1 }
  if left.lowercased() == right.lowercased() { return 1 }
  var before: [Int] = []
  var previous = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    for j in b.indices {
      var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
      current.append(cost)
    }
    before = previous
    previous = current
  }
  return previous[b.count]
}

/// `a`, `b` and `c`, each in backquotes.
public func quotedList(_ names: [String]) -> String {
  let quoted = names.map { "`\($0)`" }
  guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
  return quoted.dropLast().joined(separator: ", ") + " and " + last
}
