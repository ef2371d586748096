import KFPRecord
import KFPSpec
import KFPTypes

/// A run as one HTML file that needs nothing else: no network, no server, no other file.
///
/// The page is our style, our script and one JSON value. The content policy lets only that script
/// run (by its digest), lets nothing be loaded, and the script inserts texts as texts, so nothing
/// in a name, a log or a value can become markup or code.
public func reportPage(_ material: ReportMaterial) -> String {
  let name = material.document.pipeline.info.displayName ?? material.document.pipeline.info.name
  let title = material.record.map { "\(name) · \($0.id.text)" } ?? name
  var page = Markup()
  page.putTrusted("<!DOCTYPE html>\n")
  page.element("html", [.init("lang", "en")]) { page in
    page.element("head") { page in
      page.single("meta", [.init("charset", "utf-8")])
      page.single(
        "meta", [.init("http-equiv", "Content-Security-Policy"), .init("content", contentPolicy)])
      page.single(
        "meta",
        [.init("name", "viewport"), .init("content", "width=device-width, initial-scale=1")])
      page.single("meta", [.init("name", "referrer"), .init("content", "no-referrer")])
      page.element("title", text: title)
      page.element("style") { $0.putTrusted(pageStyle) }
    }
    page.breakLine()
    page.element("body") { page in
      page.element("div", [.init("id", "app")]) { page in
        page.element("noscript", text: "This page needs JavaScript; `kfps graph` draws without.")
      }
      page.element("script", [.init("type", "application/json"), .init("id", "content")]) {
        $0.putTrusted(scriptSafe(pageContent(material)))
      }
      page.breakLine()
      page.element("script") { $0.putTrusted(pageScript) }
    }
  }
  page.breakLine()
  return page.text
}

/// What the page may do. Styles may be inline since frames with artifacts inherit this policy, and
/// their scripts stay forbidden by it.
private let contentPolicy =
  "default-src 'none'; script-src 'sha256-\(base64(sha256Bytes(pageScript)))'; "
  + "style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; "
  + "form-action 'none'"

private func sha256Bytes(_ text: String) -> [UInt8] {
  let digits = Array(sha256(text.utf8).utf8)
  return stride(from: 0, to: digits.count - 1, by: 2).map {
    nibble(digits[$0]) << 4 | nibble(digits[$0 + 1])
  }
}

private func nibble(_ digit: UInt8) -> UInt8 {
  digit >= UInt8(ascii: "a") ? digit - UInt8(ascii: "a") + 10 : digit - UInt8(ascii: "0")
}

private func base64(_ bytes: [UInt8]) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var result: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let chunk = bytes[start..<min(start + 3, bytes.count)]
    var bits = 0
    for offset in 0..<3 {
      bits = bits << 8 | (offset < chunk.count ? Int(chunk[start + offset]) : 0)
    }
    for place in 0..<4 {
      let digit = digits[bits >> (18 - 6 * place) & 63]
      result.append(place <= chunk.count ? digit : UInt8(ascii: "="))
    }
  }
  return String(decoding: result, as: UTF8.self)
}
