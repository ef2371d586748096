import KFPTestSupport
import Testing

@testable import KFPNotebook

/// The lessons as they are embedded, and what they are made of.
@Suite struct LessonModelTests {
  @Test func theEmbeddedLessonsAreThoseOfTheSamples() throws {
    let names = try Repository.text("samples/tutorial/lessons.txt").split(separator: "\n")
    #expect(lessonNames == names.map(String.init))
    #expect(lessonNames.count == 11)
    for (name, language, text) in lessonTexts {
      let folder = language == "en" ? "" : language + "/"
      let source = try Repository.text("samples/tutorial/\(folder)\(name).kfps")
      // The shell writes one line end more in front of the closing quotes.
      #expect(text == source, "run samples/tutorial/embed")
    }
  }

  @Test(arguments: lessonNames)
  func eachLessonIsWhole(name: String) throws {
    for language in LessonLanguage.allCases {
      let found = KFPNotebook.lesson(named: name, in: language)
      let lesson = try #require(found)
      var exercises = 0
      for case .exercise(let exercise) in lesson.steps {
        exercises += 1
        #expect(!exercise.title.isEmpty && !exercise.task.isEmpty, "\(name)")
        #expect(!exercise.hint.isEmpty, "\(name): \(exercise.title) has no hint")
        #expect(!exercise.solution.isEmpty, "\(name): \(exercise.title) has no solution")
        #expect(!exercise.check.isEmpty, "\(name): \(exercise.title) has no check")
        #expect(exercise.start != exercise.solution)
      }
      #expect(exercises >= 2, "\(name)")
      guard case .text? = lesson.steps.first, case .text? = lesson.steps.last else {
        Issue.record("\(name) does not begin and end with a text")
        continue
      }
    }
  }

  /// Both editions are the same program; only what people read differs.
  @Test(arguments: lessonNames)
  func bothLanguagesHaveTheSameCode(name: String) throws {
    let english = try #require(lesson(named: name, in: .english))
    let japanese = try #require(lesson(named: name, in: .japanese))
    #expect(english.steps.count == japanese.steps.count)
    for (one, other) in zip(english.steps, japanese.steps) {
      switch (one, other) {
      case (.text(let one), .text(let other)): #expect(one != other)
      case (.run(let one), .run(let other)): #expect(one == other)
      case (.exercise(let one), .exercise(let other)):
        #expect(one.start == other.start && one.solution == other.solution)
      default: Issue.record("the steps differ")
      }
    }
    #expect(japanese.title != english.title || name == "hello")
  }

  @Test func aTaskMayEndWithCodeToBeginWith() throws {
    let lesson = Lesson(
      name: "x",
      text: """
        # %% [exercise] Title
        # Do it.
        #
        # ```python
        # x = 1
        # ```
        # %% [check]
        assert x == 2
        # %% [solution]
        x = 2
        """)
    guard case .exercise(let exercise)? = lesson.steps.first else {
      Issue.record("no exercise")
      return
    }
    #expect(exercise.task == "Do it.\n")
    #expect(exercise.start == "x = 1")
    #expect(exercise.solution == "x = 2" && exercise.check == "assert x == 2")
    #expect(exercise.hint.isEmpty)
  }
}
