import ArgumentParser
import Glibc

/// `kfps ui`.
struct UICommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ui",
    abstract: "Show the runs of this folder in the browser, live.",
    discussion: """
      Serves pages to this computer only, until Ctrl-C: the list of runs, a page for each run that \
      follows it while it goes on, and the comparison of two. Nothing can be changed there.
      """)

  @Option(
    help: ArgumentHelp("The port; by default 8711, or the next free one.", valueName: "number"))
  var port: UInt16?

  @Flag(help: "Show it in the browser at once.")
  var open = false

  @OptionGroup var options: StoredRunOptions

  func run() async throws {
    guard let face = PageFace.current else {
      PageFace.become()
      throw failure(
        "`kfps-ui`, which serves the pages, does not stand beside `kfps`; `swift build` makes both")
    }
    let folder = options.runs
    let isOpening = open
    // Whatever is being sent to a browser can be asked for again: ending at once is in order.
    Interrupts.watch { Glibc.exit(0) }
    let request = PageFace.Request(
      runs: folder, ports: port.map { [$0] } ?? Array(8711...8731),
      isReady: { port in
        let address = "http://127.0.0.1:\(port)/"
        let text = "\(address) shows the runs of `\(folder)`; Ctrl-C ends it\n"
        try? FileSystem.write(text, to: STDOUT_FILENO)
        if isOpening, !startBrowser(at: address) {
          printError("no browser could be started; open the address above")
        }
      })
    try await face.serve(request)
  }
}
