import KFPRecord

/// What the server says to a request.
public enum PageAnswer: Hashable, Sendable {
  /// A whole answer.
  case whole(status: Int, type: String, body: String, headers: [String: String])
  /// The changes of a run, as they happen.
  case changes(String)
  /// The list of runs, whenever it changes.
  case listings

  /// A short text.
  static func text(
    _ status: Int, _ text: String, more headers: [String: String] = [:]
  ) -> PageAnswer {
    .whole(status: status, type: "text/plain; charset=utf-8", body: text + "\n", headers: headers)
  }

  static func page(_ text: String) -> PageAnswer {
    .whole(status: 200, type: "text/html; charset=utf-8", body: text, headers: [:])
  }

  static func json(_ text: String) -> PageAnswer {
    .whole(status: 200, type: "application/json", body: text, headers: [:])
  }

  static let nothingThere = PageAnswer.text(404, "there is nothing here")

  /// The headers of every answer: nothing is kept, shown inside of other pages, guessed at, or read
  /// by other pages.
  static let commonHeaders = [
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
  ]
}
