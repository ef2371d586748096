extension Evaluator {
  func registerPaths() {}
  func registerCollections() {}
  func registerData() {}
  func registerTools() {}
}
final class PathObject: Object {
  let path: String
  init(_ path: String) { self.path = path }
  let typeName = "PosixPath"
}
