import KFPRecord
import KFPSpec
import OrderedCollections
import Testing

@testable import KFPReport

@Suite struct NameTests {
  @Test(arguments: [
    ("train", "train"), ("exit-handler-1/condition-2/train", "train"),
    ("for-loop-1[3]/train", "train[3]"), ("for-loop-1[3]/for-loop-2[0]/train", "train[3][0]"),
    ("inner/train", "inner/train"), ("for-loop-1[3]/inner/condition-1/train", "inner/train[3]"),
    ("for-loop-1[3]/train[2]", "train[3][2]"), ("condition-branches-1/condition-3/x", "x"),
    ("for-loop-1", "for-loop-1"), ("for-loop-one/x", "for-loop-one/x"), ("", ""),
    ("conditions/x", "conditions/x"), ("a[b]/c]", "a[b]/c]"),
  ])
  func pathsAreReadAsTheirAuthorsKnowThem(_ path: String, _ name: String) {
    #expect(TaskNames().name(of: TaskPath(path)) == name)
  }

  @Test func groupsAreToldByWhatTheyDo() {
    let names = TaskNames(of: ReportFixtures.nested())
    #expect(names.name(of: TaskPath("for-loop-1")) == "loop over [1, 2]")
    #expect(names.name(of: TaskPath("for-loop-1[1]/second")) == "second[1]")
    #expect(names.name(of: TaskPath("for-loop-1[1]/for-loop-2[0]/work")) == "work[1][0]")
    let paths = ["for-loop-1[0]/second", "for-loop-1[1]/second"].map { TaskPath($0) }
    #expect(names.path(named: "second[1]", among: paths) == paths[1])
    #expect(names.path(named: "for-loop-1[0]/second", among: paths) == paths[0])
    #expect(names.path(named: "third", among: paths) == nil)
  }

  @Test func namesThatWouldBeTheSameStayPaths() {
    let work = TaskSpec(displayName: "work", componentName: "comp-work")
    let inner = ComponentSpec(implementation: .dag(DAGSpec(tasks: ["work": work])))
    let group = TaskSpec(displayName: "condition-1", componentName: "comp-condition-1")
    let document = ReportFixtures.document(
      DAGSpec(tasks: ["work": work, "condition-1": group]), components: ["comp-condition-1": inner])
    let names = TaskNames(of: document)
    #expect(names.name(of: TaskPath("work")) == "work")
    #expect(names.name(of: TaskPath("condition-1/work")) == "condition-1/work")
  }
}
