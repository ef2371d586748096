import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// A version of a pipeline that the service keeps.
struct UploadedVersion {
  var pipeline: String
  var id: String
}

extension KubeflowService {
  /// Brings the document to the service. A version is named after its content, so that one document is
  /// uploaded once, however often it is run.
  func upload(_ submission: Submission) throws(RemoteProblem) -> UploadedVersion {
    let name = submission.pipelineName
    let pipeline = try pipeline(named: name, of: submission.document)
    let text = render(submission.document)
    let versionName = "\(name)-\(sha256(text.utf8).prefix(12))"
    let find = { () throws(RemoteProblem) in
      try self.version(named: versionName, of: pipeline)
    }
    let found: JSONValue
    if let version = try find() {
      found = version
    } else {
      let query = Address.query([("name", versionName), ("pipelineid", pipeline)])
      let boundary = "kfps-\(sha256(text.utf8))"
      let request = ServiceRequest(
        method: .post, path: "\(Self.base)/pipelines/upload_version\(query)",
        body: .multipart(
          boundary: boundary, bytes: Self.form(text, boundary: boundary)),
        isRepeatable: false)
      found = try client.create(request, find: find)
    }
    guard let id = found["pipeline_version_id"]?.stringValue else {
      throw strange("a version of a pipeline")
    }
    return UploadedVersion(pipeline: pipeline, id: id)
  }

  /// The identifier of a pipeline, which is made where it is not there.
  private func pipeline(
    named name: String, of document: PipelineDocument
  ) throws(RemoteProblem) -> String {
    let query = Address.query([("namespace", target.namespace)])
    let find = { () throws(RemoteProblem) in
      try client.jsonIfFound(
        .get("\(Self.base)/pipelines/names/\(Address.escaped(name))\(query)"))
    }
    var found = try find()
    if found == nil {
      var body: OrderedDictionary<String, JSONValue> = [
        "name": .string(name), "display_name": .string(name),
      ]
      if let namespace = target.namespace { body["namespace"] = .string(namespace) }
      if let text = document.pipeline.info.description { body["description"] = .string(text) }
      found = try client.create(.post("\(Self.base)/pipelines", .object(body)), find: find)
    }
    guard let id = found?["pipeline_id"]?.stringValue else { throw strange("a pipeline") }
    return id
  }

  private func version(
    named name: String, of pipeline: String
  ) throws(RemoteProblem) -> JSONValue? {
    let query = Address.query([
      ("page_size", "1"), ("filter", Self.filter("display_name", name)),
    ])
    let list = try client.json(
      .get("\(Self.base)/pipelines/\(Address.escaped(pipeline))/versions\(query)"))
    return list["pipeline_versions"]?.arrayValue?.first
  }

  /// The identifier of an experiment, which is made where it is not there.
  func experiment(_ name: String) throws(RemoteProblem) -> String {
    let query = Address.query([
      ("page_size", "1"), ("filter", Self.filter("display_name", name)),
      ("namespace", target.namespace),
    ])
    let find = { () throws(RemoteProblem) in
      try client.json(.get("\(Self.base)/experiments\(query)"))["experiments"]?.arrayValue?.first
    }
    var found = try find()
    if found == nil {
      var body: OrderedDictionary<String, JSONValue> = ["display_name": .string(name)]
      if let namespace = target.namespace { body["namespace"] = .string(namespace) }
      found = try client.create(.post("\(Self.base)/experiments", .object(body)), find: find)
    }
    guard let id = found?["experiment_id"]?.stringValue else { throw strange("an experiment") }
    return id
  }

  /// The newest thing of a name in one of the service's lists.
  func newest(_ list: String, named name: String) throws(RemoteProblem) -> JSONValue? {
    let query = Address.query([
      ("namespace", target.namespace), ("page_size", "1"), ("sort_by", "created_at desc"),
      ("filter", Self.filter("display_name", name)),
    ])
    let key = list == "runs" ? "runs" : "recurringRuns"
    return try client.json(.get("\(Self.base)/\(list)\(query)"))[key]?.arrayValue?.first
  }

  /// A filter for one name.
  private static func filter(_ key: String, _ value: String) -> String {
    JSONValue.object([
      "predicates": .array([
        .object([
          "operation": .string("EQUALS"), "key": .string(key), "string_value": .string(value),
        ])
      ])
    ]).jsonText()
  }

  /// A file as browsers send it.
  private static func form(_ text: String, boundary: String) -> [UInt8] {
    let head =
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"uploadfile\"; "
      + "filename=\"pipeline.yaml\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    return Array((head + text + "\r\n--\(boundary)--\r\n").utf8)
  }
}
