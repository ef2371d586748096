import KFPGraph
import KFPSpec
import Testing

@Suite("Commands of Python components")
struct ComponentCommandTests {
  struct Example: Decodable {
    struct Options: Decodable {
      var base_image: String?
      var target_image: String?
      var packages_to_install: [String]?
      var pip_index_urls: [String]?
      var pip_trusted_hosts: [String]?
      var install_kfp_package: Bool?
      var kfp_package_path: String?
      var use_venv: Bool?
    }
    var options: Options
    var source: String
    var additionalSources: [String]
    var exists: Bool?
    var image: String
    var command: [String]
    var args: [String]
  }

  @Test("Image, command and arguments are the SDK's to the byte")
  func matchesSDK() throws {
    let examples = try ComponentFixtures.load("lightweight.json", as: [Example].self)
    #expect(examples.count > 20)
    for example in examples {
      let name = try #require(example.args.last)
      var command = LightweightCommand(functionName: name, source: example.source)
      let options = example.options
      command.baseImage = options.base_image
      command.targetImage = options.target_image
      command.additionalSources = example.additionalSources
      command.installation.packages = options.packages_to_install ?? []
      command.installation.indexURLs = options.pip_index_urls ?? []
      command.installation.trustedHosts = options.pip_trusted_hosts
      command.installation.installsKFP = options.install_kfp_package ?? true
      command.installation.usesVirtualEnvironment = options.use_venv ?? false
      command.installation.kfpPackage = options.kfp_package_path.map {
        .init(path: $0, exists: example.exists ?? false)
      }
      let container = command.container
      #expect(container.image == example.image)
      #expect(container.command == example.command)
      #expect(container.args == example.args)
    }
  }
}
