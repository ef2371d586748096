import KFPRecord
import KFPReport
import KFPSpec
import Testing

@testable import KFPServer

/// What the server says to requests, without a socket.
@Suite struct PageDeskTests {
  static let host = ["host": "127.0.0.1:8711"]

  private func answer(
    _ target: String, method: String = "GET", headers: [String: String] = PageDeskTests.host
  ) -> PageAnswer {
    PageDesk(ServerFixtures.shelf()).answer(
      to: PageRequest(method: method, target: target, headers: headers))
  }

  private func status(of answer: PageAnswer) -> Int {
    if case .whole(let status, _, _, _) = answer { return status }
    return 200
  }

  private func body(of answer: PageAnswer) -> String {
    if case .whole(_, _, let body, _) = answer { return body }
    return ""
  }

  @Test func theListAndThePagesAreServed() {
    #expect(body(of: answer("/")).contains("pipe-1"))
    let page = body(of: answer("/runs/pipe-1"))
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("connect-src &#39;self&#39;"))
    #expect(body(of: answer("/runs/pipe-2/against/pipe-1")).contains("pipe-2"))
    #expect(answer("/events") == .listings)
    #expect(answer("/runs/pipe-1/events") == .changes("pipe-1"))
    #expect(body(of: answer("/runs/pipe-1/log?task=loop%5B0%5D%2Fwork")).contains("all of it"))
    #expect(status(of: answer("/", method: "HEAD")) == 200)
  }

  @Test(arguments: [
    "/runs/..", "/runs/../etc", "/runs/%2e%2e", "/runs/%2e%2e%2fsecret", "/runs/pipe-1/../../x",
    "/runs//etc/passwd", "/runs/.", "/runs/.hidden", "/runs/pipe-3", "/runs/pipe-1/", "//x/", "/x",
    "/runs/pipe-1/log", "/runs/pipe-1/log?task=..%2F..%2Fetc%2Fpasswd",
    "/runs/pipe-1/log?task=work%00", "/runs/pipe-1\u{0}", "/runs/pipe-1/against/..", "x", "",
    "http://127.0.0.1/runs/pipe-1", "/runs/pipe-1%00", "/runs/pipe-1\\..\\x",
  ])
  func nothingElseIsServed(_ target: String) {
    #expect(status(of: answer(target)) == 404)
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "X"])
  func nothingCanBeChanged(_ method: String) {
    #expect(status(of: answer("/", method: method)) == 405)
    #expect(status(of: answer("/runs/pipe-1/events", method: method)) == 405)
  }

  @Test(arguments: [
    "evil.example", "evil.example:8711", "127.0.0.1.evil.example", "localhost.evil.example:8711",
    "localhost:", "localhost:8711.evil", "localhost:123456", "192.168.1.4:8711", "[::1].evil", "",
    "127.0.0.1@evil.example", "localhost:80:80", "evil.example/127.0.0.1",
  ])
  func otherHostsAreRefused(_ host: String) {
    #expect(status(of: answer("/", headers: ["host": host])) == 421)
  }

  @Test func aHostIsNeeded() {
    #expect(status(of: answer("/", headers: [:])) == 421)
  }

  @Test(arguments: ["localhost", "localhost:8711", "127.0.0.1", "127.0.0.1:1", "[::1]:8711"])
  func thisComputerIsServed(_ host: String) {
    #expect(status(of: answer("/", headers: ["host": host])) == 200)
  }

  @Test(arguments: [
    "http://evil.example", "https://127.0.0.1:8711", "http://127.0.0.1:8712", "null",
    "http://127.0.0.1:8711.evil.example", "http://localhost:8711", "",
  ])
  func otherOriginsAreRefused(_ origin: String) {
    var headers = Self.host
    headers["origin"] = origin
    #expect(status(of: answer("/events", headers: headers)) == 403)
    #expect(status(of: answer("/runs/pipe-1", headers: headers)) == 403)
  }

  @Test func ownPagesAndLinksAreServed() {
    var headers = Self.host
    headers["origin"] = "http://127.0.0.1:8711"
    headers["sec-fetch-site"] = "same-origin"
    #expect(answer("/events", headers: headers) == .listings)
    headers = Self.host.merging(["sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"]) {
      $1
    }
    #expect(status(of: answer("/", headers: headers)) == 403)
    headers["sec-fetch-mode"] = "navigate"
    #expect(status(of: answer("/", headers: headers)) == 200)
  }

  @Test func nobodyMayFrameOrReadThePages() {
    #expect(PageAnswer.commonHeaders["X-Frame-Options"] == "DENY")
    #expect(PageAnswer.commonHeaders["Cross-Origin-Resource-Policy"] == "same-origin")
    #expect(PageAnswer.commonHeaders["Access-Control-Allow-Origin"] == nil)
  }
}
