public import KFPRecord
public import KFPSpec
import KFPTypes
import OrderedCollections

/// A run as one HTML file that needs nothing else: no network, no server, no other file.
///
/// The page is our style, our script and one JSON value. The content policy lets only that script
/// run (by its digest), lets nothing be loaded, and the script inserts texts as texts, so nothing
/// in a name, a log or a value can become markup or code.
public func reportPage(_ material: ReportMaterial) -> String {
  page(title(of: material), pageContent(material), script: pageScript, connections: "'none'")
}

/// The page of a run as a server shows it: `address` is where its events and logs are asked for, and
/// a run that goes on is followed.
public func livePage(_ material: ReportMaterial, at address: String) -> String {
  guard case .object(var content) = pageContent(material) else { return "" }
  content["live"] = .string(address)
  return page(
    title(of: material), .object(content), script: livePageScript, connections: "'self'")
}

/// A message to a live page: what has changed in its run. Without a set of tasks it is all of them.
public func liveMessage(
  of record: RunRecord, changed: Set<TaskPath>?, in document: PipelineDocument
) -> String {
  readableJSON(changeContent(of: record, changed: changed, in: document)).jsonText()
}

/// The list of runs as a page, which follows what happens to them.
public func runsPage(_ records: [RunRecord], folder: String) -> String {
  let content: JSONValue = .object([
    "shapes": shapesContent(), "folder": .string(folder), "runs": runsContent(records),
  ])
  return page("kfps: runs", content, script: runsPageScript, connections: "'self'")
}

/// A message to the list of runs.
public func runsMessage(_ records: [RunRecord]) -> String {
  readableJSON(runsContent(records)).jsonText()
}

private func runsContent(_ records: [RunRecord]) -> JSONValue {
  .array(
    records.map { record in
      var counts: JSONMembers = [:]
      for task in record.leaves {
        let mark = StateMark(of: task).rawValue
        counts[mark] = .integer((counts[mark]?.integerValue ?? 0) + 1)
      }
      var members: JSONMembers = [
        "id": .string(record.id.text), "pipeline": .string(record.pipeline),
        "state": .string(record.state.rawValue), "started": .double(record.started),
        "backend": .string(record.backend), "counts": .object(counts),
      ]
      if let finished = record.finished {
        members["seconds"] = .double(rounded(finished - record.started))
      }
      return .object(members)
    })
}

private func title(of material: ReportMaterial) -> String {
  let name = material.document.pipeline.info.displayName ?? material.document.pipeline.info.name
  return material.record.map { "\(name) · \($0.id.text)" } ?? name
}

/// A page: a head with its policy, one JSON value, one script.
private func page(
  _ title: String, _ content: JSONValue, script: String, connections: String
) -> String {
  var page = Markup()
  page.putTrusted("<!DOCTYPE html>\n")
  page.element("html", [.init("lang", "en")]) { page in
    page.element("head") { page in
      page.single("meta", [.init("charset", "utf-8")])
      page.single(
        "meta",
        [
          .init("http-equiv", "Content-Security-Policy"),
          .init("content", contentPolicy(script: script, connections: connections)),
        ])
      page.single(
        "meta",
        [.init("name", "viewport"), .init("content", "width=device-width, initial-scale=1")])
      page.single("meta", [.init("name", "referrer"), .init("content", "no-referrer")])
      page.single("link", [.init("rel", "icon"), .init("href", "data:,")])
      page.element("title", text: title)
      page.element("style") { $0.putTrusted(pageStyle) }
    }
    page.breakLine()
    page.element("body") { page in
      page.element("div", [.init("id", "app")]) { page in
        page.element("noscript", text: "This page needs JavaScript; `kfps graph` draws without.")
      }
      page.element("script", [.init("type", "application/json"), .init("id", "content")]) {
        $0.putTrusted(scriptSafe(packed(content)))
      }
      page.breakLine()
      page.element("script") { $0.putTrusted(script) }
    }
  }
  page.breakLine()
  return page.text
}

/// What a page may do. Styles may be inline since frames with artifacts inherit this policy, and
/// their scripts stay forbidden by it.
private func contentPolicy(script: String, connections: String) -> String {
  "default-src 'none'; script-src 'sha256-\(base64(sha256Bytes(script)))'; "
    + "style-src 'unsafe-inline'; img-src data:; frame-src 'self'; "
    + "connect-src \(connections); base-uri 'none'; form-action 'none'"
}

/// The script of the page of a run.
let pageScript = wrapped(baseScript + runScript + startScript)
/// The script of the page of a run that a server shows.
let livePageScript = wrapped(baseScript + runScript + liveScript + startScript)
/// The script of the list of runs.
let runsPageScript = wrapped(baseScript + runsScript)

private func wrapped(_ script: String) -> String {
  "(() => {\n\"use strict\";\n\(script)})();\n"
}

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
