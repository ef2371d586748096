import Glibc

/// What serves the pages of runs. It needs an HTTP server and with it the whole of Foundation, which
/// would slow down the start of all other commands, so it is a program of its own, `kfps-ui`, that
/// `kfps ui` turns into: this same command line with a face.
package struct PageFace: Sendable {
  /// The face that this process has.
  @TaskLocal package static var current: PageFace?

  /// Serves the runs of a folder at the first free port until the process ends, and tells which.
  package var serve: @Sendable (Request) async throws -> Void

  /// What is to be served.
  package struct Request: Sendable {
    /// The folder of the runs.
    package var runs: String
    /// The ports to try, in order.
    package var ports: [UInt16]
    /// Called with the port once pages can be asked for.
    package var isReady: @Sendable (UInt16) -> Void
  }

  /// Creates a face.
  package init(serve: @escaping @Sendable (Request) async throws -> Void) {
    self.serve = serve
  }

  /// Goes on as the program beside this one that has a face. Returns only where there is none.
  static func become() {
    guard let own = realpath("/proc/self/exe", nil) else { return }
    defer { free(own) }
    let path = String(cString: own)
    guard let cut = path.lastIndex(of: "/") else { return }
    var arguments: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    arguments.append(nil)
    execv(path[..<cut] + "/kfps-ui", arguments)
  }
}
