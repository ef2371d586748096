import KFPTypes
import OrderedCollections

/// How far someone is with a lesson.
public struct LessonProgress: Hashable, Sendable {
  /// The step that comes next, counted from 0.
  public var step = 0
  /// The cells that were accepted so far, which bring the session back.
  public var cells: [String] = []
  /// Whether the lesson was once gone through to its end.
  public var isFinished = false

  /// Creates the progress of someone who has not begun.
  public init() {}
}

/// The file that keeps how far someone is with all lessons.
public struct LessonProgressFile: Sendable {
  private let path: String
  private let services: LessonServices

  /// Uses the file at `path`, which need not be there.
  public init(path: String, services: LessonServices) {
    self.path = path
    self.services = services
  }

  /// How far someone is with a lesson.
  public func progress(of lesson: String) -> LessonProgress {
    var progress = LessonProgress()
    guard let entry = content[lesson] else { return progress }
    progress.step = max(0, entry["step"]?.integerValue ?? 0)
    progress.cells = entry["cells"]?.arrayValue?.compactMap(\.stringValue) ?? []
    if case .bool(true)? = entry["finished"] { progress.isFinished = true }
    return progress
  }

  /// Keeps how far someone is; gives words about why that cannot be done.
  public func keep(_ progress: LessonProgress, of lesson: String) -> String? {
    var content = content
    content[lesson] = .object([
      "step": .integer(progress.step), "cells": .array(progress.cells.map { .string($0) }),
      "finished": .bool(progress.isFinished),
    ])
    return services.writeFile(JSONValue.object(content).jsonText() + "\n", path)
  }

  private var content: OrderedDictionary<String, JSONValue> {
    guard let text = services.readFile(path),
      let json = try? parseJSON(bytes: Array(text.utf8))
    else { return [:] }
    return json.objectValue ?? [:]
  }
}
