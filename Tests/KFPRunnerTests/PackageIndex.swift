import Foundation
import Glibc
import KFPTestSupport
import Testing

/// A package index on this computer with one package, `kfps-example`.
final class PackageIndex {
  private let folder: KFPTestSupport.TemporaryFolder
  private let process = Process()
  private let log: URL
  private let port: Int

  init() throws {
    folder = try KFPTestSupport.TemporaryFolder()
    log = folder.url.appending(path: "log")
    port = .random(in: 20_000..<60_000)
    let program = """
      import http.server, os, sys, zipfile
      os.makedirs('simple/kfps-example')
      name = 'kfps_example-1.0-py3-none-any.whl'
      info = 'kfps_example-1.0.dist-info'
      with zipfile.ZipFile('simple/kfps-example/' + name, 'w') as wheel:
          wheel.writestr('kfps_example.py', 'WORD = "found"\\n')
          wheel.writestr(info + '/METADATA', 'Metadata-Version: 2.1\\nName: kfps-example\\nVersion: 1.0\\n')
          wheel.writestr(info + '/WHEEL', 'Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
          wheel.writestr(info + '/RECORD', 'kfps_example.py,,\\n' + ''.join(f'{info}/{part},,\\n' for part in ('METADATA', 'WHEEL', 'RECORD')))
      server = http.server.ThreadingHTTPServer(('127.0.0.1', \(port)), http.server.SimpleHTTPRequestHandler)
      print('ready', flush=True)
      server.serve_forever()
      """
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    // The interpreter itself: a version switcher before it would get the signal in its place.
    let python = try Shell.run(["python3", "-c", "import sys; print(sys.executable, end='')"])
    process.executableURL = URL(filePath: python.output)
    process.arguments = ["-u", "-c", program]
    process.currentDirectoryURL = folder.url
    process.standardError = try FileHandle(forWritingTo: log)
    let ready = Pipe()
    process.standardOutput = ready
    try process.run()
    _ = ready.fileHandleForReading.availableData
  }

  deinit { stop() }

  /// The address for pip.
  var address: String { "http://127.0.0.1:\(port)/simple" }

  /// How often the package was fetched.
  var downloads: Int {
    let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { $0.contains(".whl") }.count
  }

  /// Ends the server.
  func stop() {
    guard process.isRunning else { return }
    // It inherits which signals are blocked, so only this one is sure to reach it.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
