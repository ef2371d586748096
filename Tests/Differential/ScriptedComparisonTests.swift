import Foundation
import KFPTestSupport
import Testing

/// Random pipelines; the script runs as many as it is told.
@Suite(.enabled(if: OfficialSDK.python != nil || OfficialSDK.isRequired, "the SDK is missing"))
struct RandomPipelineTests {
  @Test func everyDifferenceIsExplained() throws {
    let python = try #require(OfficialSDK.python)
    let result = try Shell.run([
      python, Repository.url("Tests/Differential/fuzz.py").path, "--kfps", Tool.path, "--seed",
      "1", "--count", "30",
    ])
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(result.output.contains("equal "), "\(result.output)")
  }
}

/// Components of an installed package: `google_cloud_pipeline_components`, read with `--path`.
@Suite(.enabled(if: OfficialSDK.python != nil || OfficialSDK.isRequired, "the SDK is missing"))
struct GoogleComponentsTests {
  /// Every fortieth of what the package defines; the script compares all of it.
  @Test func aSampleEqualsTheSDK() throws {
    let python = try #require(OfficialSDK.python)
    let result = try Shell.run([
      python, Repository.url("Tests/Differential/google_components.py").path, "--kfps", Tool.path,
      "--sample", "40",
    ])
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(result.output.contains("equal "), "\(result.output)")
  }
}

/// The rows of `Tests/Cases/rules` say what the SDK does, too.
@Suite(.enabled(if: OfficialSDK.python != nil || OfficialSDK.isRequired, "the SDK is missing"))
struct OfficialRuleTests {
  @Test func theSDKDoesWhatTheRowsSay() throws {
    let python = try #require(OfficialSDK.python)
    let result = try Shell.run(
      [python, Repository.url("Tests/Differential/rules.py").path],
      environment: ["PYTHONHASHSEED": "0"])
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(result.output.contains(" programs, 0 of them"), "\(result.output)")
  }
}
