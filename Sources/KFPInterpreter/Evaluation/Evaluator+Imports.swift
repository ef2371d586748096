import KFPChecker
import KFPSource
import KFPSyntax
import OrderedCollections

extension Evaluator {
  func executeImport(_ aliases: [ImportAlias], in frame: Frame) throws(Raised) {
    for alias in aliases {
      let name = alias.name.text
      let module = try importModule(named: name, at: alias.name.span, in: frame)
      if let asName = alias.asName {
        bind(asName, module, in: frame)
        continue
      }
      let first = String(name.prefix { $0 != "." })
      let top =
        first == name ? module : try importModule(named: first, at: alias.name.span, in: frame)
      bind(first, at: alias.name.span, top, in: frame.scope)
    }
  }

  func executeImport(
    from module: Identifier?, _ names: [ImportAlias], level: Int, at span: Span, in frame: Frame
  ) throws(Raised) {
    if module?.text == "__future__" { return }
    let name = try absoluteName(module?.text, level: level, at: module?.span ?? span, in: frame)
    let source = try importModule(named: name, at: module?.span ?? span, in: frame)
    for alias in names {
      if alias.name.text == "*" {
        try importAll(of: source, at: alias.name.span, in: frame)
        continue
      }
      let value = try member(alias.name, of: source, named: name, in: frame)
      bind(alias.asName ?? alias.name, value, in: frame)
    }
  }

  private func absoluteName(
    _ name: String?, level: Int, at span: Span, in frame: Frame
  ) throws(Raised) -> String {
    guard level > 0 else { return name ?? "" }
    var parts = frame.module.name.split(separator: ".").map(String.init)
    if frame.module === main {
      parts = []
    } else if !frame.module.isPackage, !parts.isEmpty {
      parts.removeLast()
    }
    // A script that is run alone has no package; its own folder stands in for it.
    let up = level - 1
    if up > 0 { parts.removeLast(min(up, parts.count)) }
    if let name { parts += name.split(separator: ".").map(String.init) }
    return parts.joined(separator: ".")
  }

  private func importAll(
    of source: Value, at span: Span, in frame: Frame
  ) throws(Raised) {
    guard case .object(let module as ModuleObject) = source else {
      guard case .opaque(let opaque) = source else { return }
      throw failure(
        Diagnostic(
          "E0204", "what `\(opaque.description)` holds is not known, so `*` imports nothing",
          at: SourceLabel(span), helps: [Help("name what is imported")]))
    }
    var names = module.scope.names.keys.filter { !$0.hasPrefix("_") }
    if let all = module.scope.names["__all__"] {
      names = []
      for name in try items(of: all, at: span) {
        if case .string(let name) = name { names.append(name) }
      }
    }
    for name in names {
      guard let value = module.scope.names[name] else { continue }
      bind(name, at: span, value, in: frame.scope)
    }
  }

  private func member(
    _ name: Identifier, of source: Value, named module: String, in frame: Frame
  ) throws(Raised) -> Value {
    guard case .object(let object as ModuleObject) = source else {
      return try attribute(of: source, name.text, at: name.span)
    }
    if let value = try object.attribute(name.text, at: name.span, in: self) { return value }
    let nested = module.isEmpty ? name.text : "\(module).\(name.text)"
    if let value = try findModule(named: nested, at: name.span, in: frame) { return value }
    var helps: [Help] = []
    var sentence = "the module `\(module)` has nothing named `\(name.text)`"
    if let help = helpForOldMember(nested, at: name.span) {
      sentence = "`\(name.text)` belongs to the first SDK; `\(module)` has it no more"
      helps.append(help)
    } else if let nearest = nearestName(to: name.text, among: object.attributeNames) {
      helps.append(
        Help("write `\(nearest)`", edits: [TextEdit(name.span, replacement: nearest)]))
    }
    throw exception(
      "ImportError", "cannot import name '\(name.text)' from '\(module)'",
      Diagnostic(
        "E0203", sentence, at: SourceLabel(name.span, "no such name there"), helps: helps))
  }

  /// The module of a name with dots; one that is found nowhere is opaque.
  func importModule(
    named name: String, at span: Span, in frame: Frame
  ) throws(Raised) -> Value {
    if let module = try findModule(named: name, at: span, in: frame) { return module }
    // A part of a module that is there but does not hold it.
    let parts = name.split(separator: ".").map(String.init)
    if parts.count > 1 {
      let parent = parts.dropLast().joined(separator: ".")
      if case .object(let module as ModuleObject)? = try findModule(
        named: parent, at: span, in: frame)
      {
        if let value = try module.attribute(parts[parts.count - 1], at: span, in: self) {
          return value
        }
        if module.isPackage || (!module.isOpen && nativeModule(parent) != nil) {
          throw exception(
            "ModuleNotFoundError", "No module named '\(name)'",
            Diagnostic(
              "E0204", "there is no module `\(name)`",
              at: SourceLabel(span, "`\(parent)` has no such part")))
        }
      }
    }
    return .opaque(OpaqueValue(description: name, importSpan: span))
  }

  private func findModule(
    named name: String, at span: Span, in frame: Frame
  ) throws(Raised) -> Value? {
    if name.isEmpty { return .object(ModuleObject("")) }
    if let module = readModules[name] { return .object(module) }
    let isRegistered = nativeModule(name) != nil
    if !isRegistered || !fixedModules.contains(String(name.prefix { $0 != "." })),
      let file = try findFile(of: name)
    {
      return .object(try read(file, named: name, at: span))
    }
    return nativeModule(name).map { .object($0) }
  }

  /// The modules that a file of the script's folder does not replace.
  private var fixedModules: Set<String> { ["sys", "builtins", "time", "math", "kfp", "itertools"] }

  /// The folder of the main script.
  var scriptFolder: String { folder(of: absolutePath(path)) }

  /// A path from the root.
  func absolutePath(_ path: String) -> String {
    normalisedPath(
      path.hasPrefix("/") ? path : joinedPath(capabilities.workingFolder, path))
  }

  private struct ModuleFile {
    let path: String
    let bytes: [UInt8]
    let isPackage: Bool
    var isInstalled = false
  }

  private func findFile(of name: String) throws(Raised) -> ModuleFile? {
    charge(steps: Self.stepsOfSearch)
    let relative = String(name.map { $0 == "." ? "/" : $0 })
    var folders = [scriptFolder]
    folders += capabilities.modulePaths + addedModulePaths
    if nativeModule(name) == nil { folders += environmentFolders }
    for folder in folders where mayRead(name, in: folder) {
      let base = joinedPath(folder, relative)
      let isInstalled = (installedPackages[folder] ?? nil) != nil
      if let bytes = readFile("\(base)/__init__.py") {
        return ModuleFile(
          path: "\(base)/__init__.py", bytes: bytes, isPackage: true, isInstalled: isInstalled)
      }
      if let bytes = readFile("\(base).py") {
        return ModuleFile(
          path: "\(base).py", bytes: bytes, isPackage: false, isInstalled: isInstalled)
      }
      if nativeModule(name) == nil, let names = capabilities.listFolder(base),
        names.contains(where: { $0.hasSuffix(".py") || !$0.contains(".") })
      {
        return ModuleFile(path: base, bytes: [], isPackage: true)
      }
    }
    return nil
  }

  /// Whether a module of a folder is for the script: of installed packages, those of components.
  private func mayRead(_ name: String, in folder: String) -> Bool {
    if let known = installedPackages[folder] {
      return known?.readable.contains(String(name.prefix { $0 != "." })) ?? true
    }
    installedPackages[folder] = .some(InstalledPackages(folder, capabilities))
    return mayRead(name, in: folder)
  }

  /// Whether the code that is evaluated is of an installed package. Such packages are taken as they
  /// are: a run-time value that they decide by is true, as in the SDK that they were tried with.
  var isInInstalledPackage: Bool { frames.last?.module.isInstalled ?? false }

  private var addedModulePaths: [String] {
    guard case .list(let list)? = nativeModules["sys"]?["path"] else { return [] }
    return list.elements.compactMap { value in
      if case .string(let text) = value, !text.isEmpty { absolutePath(text) } else { nil }
    }
  }

  private func read(
    _ file: ModuleFile, named name: String, at span: Span
  ) throws(Raised) -> ModuleObject {
    // The packages around it come first.
    if let dot = name.lastIndex(of: "."), let frame = frames.last {
      _ = try findModule(named: String(name[..<dot]), at: span, in: frame)
      if let module = readModules[name] { return module }
    }
    let text = sources.add(foundAs: shownPath(file.path), bytes: file.bytes)
    let unit = SourceUnit(tree: parse(text, reporting: &bag))
    let module = ModuleObject(name)
    module.isPackage = file.isPackage
    module.isInstalled = file.isInstalled
    module.file = file.path
    module["__name__"] = .string(name)
    module["__file__"] = .string(file.path)
    readModules[name] = module
    if let dot = name.lastIndex(of: ".") {
      readModules[String(name[..<dot])]?[String(name[name.index(after: dot)...])] = .object(module)
    }
    let frame = Frame(
      unit: unit, scope: module.scope, module: module, isRecovering: true, callSpan: span)
    frames.append(frame)
    defer { frames.removeLast() }
    do throws(Raised) {
      _ = try execute(unit.tree.body, in: frame)
    } catch {
      if case .exception = error { readModules[name] = nil }
      throw error
    }
    for (name, value) in studio.replacements(in: name) { module[name] = value }
    return module
  }

  /// A path as complaints show it: relative to the folder that the tool runs in.
  private func shownPath(_ path: String) -> String {
    let folder =
      capabilities.workingFolder.hasSuffix("/")
      ? capabilities.workingFolder : capabilities.workingFolder + "/"
    return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
  }
}

// MARK: - Paths

/// Joins two paths as `os.path.join` does.
func joinedPath(_ first: String, _ second: String) -> String {
  if second.hasPrefix("/") || first.isEmpty { return second }
  return first.hasSuffix("/") ? first + second : "\(first)/\(second)"
}

/// `os.path.dirname`.
func folder(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
  let head = String(path[..<slash])
  if head.utf8.allSatisfy({ $0 == UInt8(ascii: "/") }) { return String(path[...slash]) }
  var end = head.utf8.endIndex
  while end > head.utf8.startIndex, head.utf8[head.utf8.index(before: end)] == UInt8(ascii: "/") {
    end = head.utf8.index(before: end)
  }
  return String(head[..<end])
}

/// `os.path.normpath`.
func normalisedPath(_ path: String) -> String {
  let isAbsolute = path.hasPrefix("/")
  var parts: [Substring] = []
  for part in path.split(separator: "/") where part != "." {
    if part == "..", let last = parts.last, last != ".." {
      parts.removeLast()
    } else if part == "..", isAbsolute {
      continue
    } else {
      parts.append(part)
    }
  }
  let joined = parts.joined(separator: "/")
  if isAbsolute { return "/" + joined }
  return joined.isEmpty ? "." : joined
}
