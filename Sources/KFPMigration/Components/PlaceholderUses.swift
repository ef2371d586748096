import KFPSpec

/// How the command of an old component uses its inputs, by the names that the document gives them.
struct PlaceholderUses {
  private(set) var values: Set<String> = []
  private(set) var files: Set<String> = []

  init(of component: LocatedJSON) {
    let container = component["implementation"]?["container"]
    var waiting = [container?["command"], container?["args"]].compactMap { $0 }
    while let next = waiting.popLast() {
      if let elements = next.elements { waiting += elements }
      for member in next.members ?? [] {
        switch (member.key, member.value.text) {
        case ("inputValue", let name?): values.insert(name)
        case ("inputPath", let name?), ("inputUri", let name?): files.insert(name)
        default: waiting.append(member.value)
        }
      }
    }
  }
}
