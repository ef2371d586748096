/// A language of the tutorial.
public enum LessonLanguage: String, Hashable, Sendable, CaseIterable {
  case english = "en"
  case japanese = "ja"
}

/// The names of the lessons, in the order in which they build on one another.
public var lessonNames: [String] { lessonTexts.filter { $0.language == "en" }.map(\.name) }

/// The lesson of this name, or nil.
public func lesson(named name: String, in language: LessonLanguage) -> Lesson? {
  lessonTexts.first { $0.name == name && $0.language == language.rawValue }
    .map { Lesson(name: $0.name, text: $0.text) }
}
