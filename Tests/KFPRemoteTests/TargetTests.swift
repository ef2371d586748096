import KFPRemote
import KFPTypes
import OrderedCollections
import Testing

/// The file of targets.
@Suite struct TargetTests {
  private func problem(_ text: String, named name: String? = nil) -> String {
    do throws(RemoteProblem) {
      let file = try TargetFile(path: "targets.toml", bytes: Array(text.utf8))
      _ = try file.target(named: name, overrides: [:], environment: [:], workingFolder: "/here")
      return "none"
    } catch {
      return error.message
    }
  }

  @Test(arguments: [
    ("x = 1", "targets.toml:1: above the first table there is only `default = \"NAME\"`"),
    ("\n[other]\n", "targets.toml:2: a target is a table `[targets.NAME]`, not `[other]`"),
    ("[targets.a", "targets.toml:1: a `]` is missing at the end of the header"),
    ("[[targets.a]]", "targets.toml:1: lists of tables (`[[...]]`) are not read here"),
    ("[targets.a]\n[targets.a]", "targets.toml:2: the table `targets.a` stands here twice"),
    ("[targets.a]\nhost = \"h", "targets.toml:2: the text does not end on its line"),
    ("[targets.a]\nhost = h", "targets.toml:2: the value of `host` should be a text in quotes,"),
    ("[targets.a]\nhost = [\"h\"]", "targets.toml:2: the value of `host` should be a text"),
    ("[targets.a]\nhost = \"\"\"h", "targets.toml:2: texts of several lines are not read here"),
    ("[targets.a]\na.b = 1", "targets.toml:2: keys with points are not read here; use a table"),
    ("[targets.a]\nhost \"h\"", "targets.toml:2: `host` needs `= value`"),
    ("[targets.a]\nhost = \"h\" x", "targets.toml:2: there is something left at the end"),
    ("[targets.a]\nhost = \"\\q\"", "targets.toml:2: `\\q` means nothing in a text"),
    ("[targets.a]\nhost = \"a\"\nhost = \"b\"", "targets.toml:3: `host` stands here twice"),
    ("[targets.a]\n= 3", "targets.toml:2: a name is missing here"),
  ])
  func whatIsNotReadIsSaidWithItsLine(_ text: String, _ message: String) {
    #expect(problem(text, named: "a").hasPrefix(message), "\(problem(text, named: "a"))")
  }

  @Test(arguments: [
    ("", "the target `a`: `kind` is missing: `kubeflow` or `vertex`"),
    ("kind = \"airflow\"", "the target `a`: `kind` is `kubeflow` or `vertex`, not `airflow`"),
    ("kind = \"kubeflow\"", "the target `a`: `host` is missing: the address of the service"),
    ("host = \"kfp.org\"", "the target `a`: `host`: an address begins with `https://`"),
    ("host = \"https://me:pass@kfp.org\"", "the target `a`: `host`: an address must hold no user"),
    ("host = 3", "the target `a`: `host` should be a text in quotes"),
    ("host = \"https://k\"\nregion = \"r\"", "the target `a`: `region` is no setting of Kubeflow"),
    ("host = \"https://k\"\ntimeout = -1", "the target `a`: `timeout` should be a number from 0"),
    (
      "host = \"https://k\"\ntoken = \"a\"\ntoken-file = \"b\"",
      "the target `a`: only one of `token`, `token-file` and `token-env` can be given"
    ),
    ("project = \"p\"", "the target `a`: `region` is missing, such as `europe-west4`"),
    ("project = \"p/q\"\nregion = \"r\"", "the target `a`: `project` holds characters"),
    (
      "project = \"p\"\nregion = \"r\"\ncredentials = \"me\"",
      "the target `a`: `credentials` is `gcloud`, `key` or `metadata`, not `me`"
    ),
    ("project = \"p\"\nregion = \"r\"\ncredentials = \"key\"", "the target `a`: `credentials = "),
  ])
  func whatATargetLacksIsSaid(_ settings: String, _ message: String) {
    let found = problem("[targets.a]\n\(settings)\n", named: "a")
    #expect(found.hasPrefix(message), "\(found)")
  }

  @Test func aTargetIsChosen() throws {
    let text = """
      default = 'one' # the usual one

      [targets.one]
      host = "https://one.example.org/pipeline/"
      ca = "certificates/ca.pem"
      timeout = 2.5
      [ targets . "two words" ]
      project = "p"
      region = "r"
      pipeline-root = "gs://b\\u002fc"
      """
    let file = try TargetFile(path: "/home/me/.config/kfps/targets.toml", bytes: Array(text.utf8))
    let one = try file.target(
      named: nil, overrides: ["namespace": .text("team")], environment: [:], workingFolder: "/here")
    guard case .kubeflow(let kubeflow) = one.service else { throw StandIn.Problem(text: "kind") }
    #expect(kubeflow.host == "https://one.example.org/pipeline")
    #expect(kubeflow.namespace == "team")
    #expect(one.connection.authorities == "/home/me/.config/kfps/certificates/ca.pem")
    #expect(one.connection.timeout == 2.5)
    let other = try file.target(
      named: "two words", overrides: ["ca": .text("x.pem")], environment: [:],
      workingFolder: "/here")
    #expect(other.pipelineRoot == "gs://b/c")
    #expect(other.connection.authorities == "/here/x.pem")
    #expect(problem(text, named: "three").contains("there is no target `three`"))
  }

  @Test(arguments: [
    (["HOME": "/h"], "/h/.config/kfps/targets.toml"),
    (["HOME": "/h", "XDG_CONFIG_HOME": "/x"], "/x/kfps/targets.toml"),
    (["HOME": "/h", "XDG_CONFIG_HOME": "relative"], "/h/.config/kfps/targets.toml"),
    (["HOME": "/h", "KFPS_TARGETS": "/t.toml"], "/t.toml"),
  ])
  func theFileIsWhereConfigurationIs(_ environment: [String: String], _ path: String) {
    #expect(TargetFile.path(environment: environment) == path)
  }

  @Test(arguments: [
    "1970-01-01T00:00:01Z", "2026-02-28T23:59:59.123456789Z", "2024-02-29T12:00:00+05:30",
  ])
  func timesAreRead(_ text: String) { #expect(isTimestamp(text)) }

  @Test(arguments: [
    "", "now", "2026-13-01T00:00:00Z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00",
    "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-01-01T00:00:00+5",
  ])
  func otherTextsAreNoTimes(_ text: String) { #expect(!isTimestamp(text)) }
}
