import ArgumentParser

/// What the process tells its caller.
enum ExitStatus {
  /// A mistake in the user's source or document, or a run that failed.
  static let failure = ExitCode(1)
  /// The command line is wrong, or a file that it names cannot be used.
  static let usage = ExitCode(2)
}
