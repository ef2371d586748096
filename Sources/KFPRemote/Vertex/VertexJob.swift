import KFPSpec
import KFPTypes
import OrderedCollections

/// What is sent to make a pipeline job.
enum VertexJob {
  /// The body of the request, the same that the official client sends for the document.
  static func body(
    _ submission: Submission, target: VertexTarget
  ) throws(RemoteProblem) -> OrderedDictionary<String, JSONValue> {
    let pipeline = submission.document.pipeline
    guard let root = submission.pipelineRoot ?? pipeline.defaultPipelineRoot else {
      throw RemoteProblem(
        .target, "Vertex AI needs a place for what runs leave",
        help: "give `--root gs://BUCKET/FOLDER`, or `pipeline-root` in the target")
    }
    var config: OrderedDictionary<String, JSONValue> = ["gcsOutputDirectory": .string(root)]
    if !submission.arguments.isEmpty {
      config["parameterValues"] = .object(submission.arguments)
    }
    var body: OrderedDictionary<String, JSONValue> = [
      "displayName": .string(submission.runName), "pipelineSpec": pipeline.json,
      "runtimeConfig": .object(config),
    ]
    if !submission.labels.isEmpty {
      body["labels"] = .object(submission.labels.mapValues(JSONValue.string))
    }
    if let account = submission.serviceAccount { body["serviceAccount"] = .string(account) }
    if let network = target.network { body["network"] = .string(network) }
    if let key = target.encryptionKey {
      body["encryptionSpec"] = .object(["kmsKeyName": .string(key)])
    }
    return body
  }

  /// A name as the identifier of a job: lower-case letters, digits and hyphens, a letter first.
  static func id(_ name: String) -> String {
    var bytes: [UInt8] = []
    for byte in name.lowercased().utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): bytes.append(byte)
      case UInt8(ascii: "0")...UInt8(ascii: "9") where !bytes.isEmpty: bytes.append(byte)
      default:
        if let last = bytes.last, last != UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
      }
    }
    // What tells names apart stands at their end.
    if bytes.count > 128 { bytes = Array(bytes.prefix(100)) + bytes.suffix(28) }
    while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
    return bytes.isEmpty ? "pipeline" : String(decoding: bytes, as: UTF8.self)
  }
}
