import KFPCommands
import KFPServer

extension PageFace {
  /// Pages for the browsers of this computer.
  static let loopback = PageFace { request in
    do throws(PageServer.Problem) {
      try await PageServer(.runs(in: request.runs)).run(
        ports: request.ports, whenReady: request.isReady)
    } catch {
      switch error {
      case .port(let port): throw failure("port \(port) cannot be used; `--port` takes another one")
      case .stopped(let reason): throw failure("the server stopped: \(reason)")
      }
    }
  }
}
