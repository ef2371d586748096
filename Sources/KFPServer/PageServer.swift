import FlyingFox
import FlyingSocks
import Foundation
import KFPRecord

/// Serves pages on the loopback address until its task is cancelled.
public struct PageServer: Sendable {
  private let desk: PageDesk

  /// Why the server cannot be had.
  public enum Problem: Error, Hashable, Sendable {
    /// The port is taken, or may not be used.
    case port(UInt16)
    /// It stopped by itself.
    case stopped(String)
  }

  /// Creates a server that shows the runs of a shelf.
  public init(_ shelf: RunShelf) {
    desk = PageDesk(shelf)
  }

  /// Serves on the first port that is free; 0 means any. `whenReady` is told the port.
  public func run(
    ports: [UInt16], whenReady: @escaping @Sendable (UInt16) -> Void
  ) async throws(Problem) {
    for (number, port) in ports.enumerated() {
      do throws(Problem) {
        return try await run(port: port, whenReady)
      } catch {
        guard case .port = error, number < ports.count - 1 else { throw error }
      }
    }
  }

  private func run(
    port: UInt16, _ whenReady: @escaping @Sendable (UInt16) -> Void
  ) async throws(Problem) {
    guard let address = try? sockaddr_in.inet(ip4: "127.0.0.1", port: port) else {
      throw .port(port)
    }
    let server = HTTPServer(
      config: .init(address: address, logger: .disabled),
      handler: ClosureHTTPHandler { [desk] in desk.response(to: $0) })
    let greeter = Task {
      try await server.waitUntilListening(timeout: 10)
      guard case .ip4(_, let port)? = await server.listeningAddress else { return }
      whenReady(port)
    }
    defer { greeter.cancel() }
    do {
      try await server.run()
    } catch let error as SocketError {
      if case .failed(let type, _, _) = error, type == "Bind" || type == "Listen" {
        throw .port(port)
      }
      throw .stopped(error.localizedDescription)
    } catch {
      throw .stopped(error.localizedDescription)
    }
  }
}

extension PageDesk {
  /// The answer in the terms of the HTTP library.
  fileprivate func response(to request: HTTPRequest) -> HTTPResponse {
    var headers: [String: String] = [:]
    for (name, value) in request.headers { headers[name.rawValue.lowercased()] = value }
    let asked = PageRequest(
      method: request.method.rawValue, target: request.target.rawValue, headers: headers)
    let isHead = asked.method == "HEAD"
    switch answer(to: asked) {
    case .whole(let status, let type, let body, let more):
      let data = Data(body.utf8)
      let length = ["Content-Type": type, "Content-Length": String(data.count)]
      return HTTPResponse(
        statusCode: HTTPStatusCode(status, phrase: Self.phrase(status)),
        headers: Self.headers(length.merging(more) { $1 }), body: isHead ? Data() : data)
    case .changes(let name):
      guard let feed = ChangeFeed(RunID(name), shelf: shelf) else {
        return HTTPResponse(statusCode: .notFound)
      }
      return stream(FeedSequence(feed: .changes(feed)), isHead)
    case .listings:
      return stream(FeedSequence(feed: .listings(ListingFeed(shelf: shelf))), isHead)
    }
  }

  private func stream(_ sequence: FeedSequence, _ isHead: Bool) -> HTTPResponse {
    let headers = Self.headers(["Content-Type": "text/event-stream"])
    guard !isHead else { return HTTPResponse(statusCode: .ok, headers: headers) }
    return HTTPResponse(
      statusCode: .ok, headers: headers,
      body: HTTPBodySequence(from: sequence, suggestedBufferSize: 1 << 16))
  }

  private static func headers(_ more: [String: String]) -> HTTPHeaders {
    var headers = HTTPHeaders()
    for (name, value) in PageAnswer.commonHeaders.merging(more, uniquingKeysWith: { $1 }) {
      headers[HTTPHeader(name)] = value
    }
    return headers
  }

  private static func phrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 421: "Misdirected Request"
    default: "Answer"
    }
  }
}
