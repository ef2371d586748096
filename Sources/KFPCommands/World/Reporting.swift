import ArgumentParser
import Glibc
import KFPSource

/// Where complaints go and how they look there.
struct Reporting {
  let style: DiagnosticStyle

  /// As people read it on standard error: with colours on a terminal, unless `NO_COLOR` is set.
  static func human() -> Reporting {
    Reporting(
      style: .human(colour: isColourful(STDERR_FILENO), width: terminalWidth(STDERR_FILENO)))
  }

  /// Prints complaints to standard error, errors last only where they stand last in the source.
  func show(_ diagnostics: [Diagnostic], sources: SourceMap) {
    let text = render(diagnostics, sources: sources, style: style)
    guard !text.isEmpty else { return }
    printError(text)
  }
}

/// Whether colours make sense on this descriptor.
func isColourful(_ descriptor: Int32) -> Bool {
  guard isatty(descriptor) == 1, getenv("NO_COLOR") == nil else { return false }
  guard let term = getenv("TERM") else { return false }
  return String(cString: term) != "dumb"
}

/// The columns of the terminal behind a descriptor, or 100.
func terminalWidth(_ descriptor: Int32) -> Int {
  var size = winsize()
  guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
  return Int(size.ws_col)
}

/// Writes text to standard error, ending the line where it does not end itself.
func printError(_ text: String) {
  try? FileSystem.write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
}

/// Prints a problem without a place in a source, and gives the error that ends the process.
package func failure(_ message: String) -> any Error {
  failure(message, status: ExitStatus.usage)
}

/// The same with another status.
func failure(_ message: String, status: ExitCode) -> ExitCode {
  printError("\(isColourful(STDERR_FILENO) ? "\u{1B}[1;31merror\u{1B}[0m" : "error"): \(message)")
  return status
}
