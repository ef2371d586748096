import CPOSIX
import Glibc

/// Programs that are asked for a token or a signature.
enum Subprogram {
  /// What a program prints, given some input and, as descriptor 3, a secret; nil where it fails, prints
  /// too much or takes too long. What it says about failures is not kept: it may name secrets.
  static func output(
    of words: [String], input: [UInt8] = [], secret: Secret? = nil, timeout: Double
  ) -> [UInt8]? {
    guard let pipes = Pipes(needsSecret: secret != nil) else { return nil }
    guard let process = pipes.start(words) else { return nil }
    // Both texts fit into a pipe, so that writing never waits for the program to read.
    pipes.write(input, secret: secret.map { Array($0.text.utf8) } ?? [])
    let output = pipes.output(until: monotonicSeconds() + timeout)
    if output == nil { kill(process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status == 0 ? output : nil
  }

  /// Seconds of a clock that never goes back.
  static func monotonicSeconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  /// The ends by which we talk to one program; what is open is closed with the value.
  private final class Pipes {
    private var input = [Int32](repeating: -1, count: 2)
    private var output = [Int32](repeating: -1, count: 2)
    private var secret = [Int32](repeating: -1, count: 2)

    init?(needsSecret: Bool) {
      guard kfp_pipe(&input) == 0, kfp_pipe(&output) == 0 else { return nil }
      if needsSecret, kfp_pipe(&secret) != 0 { return nil }
    }

    deinit {
      for descriptor in input + output + secret where descriptor >= 0 { close(descriptor) }
    }

    func start(_ words: [String]) -> pid_t? {
      guard let name = words.first else { return nil }
      var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
      defer { for argument in arguments { free(argument) } }
      arguments.append(nil)
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO)
      posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO)
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
      // All other descriptors of ours are closed when a program starts.
      if secret[0] >= 0 { posix_spawn_file_actions_adddup2(&actions, secret[0], 3) }
      var process = pid_t()
      guard posix_spawnp(&process, name, &actions, nil, arguments, environ) == 0 else {
        return nil
      }
      shut(&input[0])
      shut(&output[1])
      shut(&secret[0])
      return process
    }

    func write(_ text: [UInt8], secret bytes: [UInt8]) {
      send(text, to: &input[1])
      send(bytes, to: &secret[1])
    }

    func output(until end: Double) -> [UInt8]? {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 14)
      while true {
        let left = end - Subprogram.monotonicSeconds()
        guard left > 0 else { return nil }
        var descriptor = pollfd(fd: output[0], events: Int16(POLLIN), revents: 0)
        let ready = poll(&descriptor, 1, Int32(min(left * 1000, 60_000)) + 1)
        if ready < 0, errno != EINTR { return nil }
        guard ready > 0 else { continue }
        let count = read(output[0], &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { return nil }
        guard count > 0 else { return bytes }
        bytes += buffer[..<count]
        guard bytes.count <= 1 << 20 else { return nil }
      }
    }

    private func send(_ bytes: [UInt8], to descriptor: inout Int32) {
      guard descriptor >= 0, bytes.count <= 1 << 15 else { return shut(&descriptor) }
      // The program may be gone already, which must not end us.
      var old = sigaction()
      var ignoring = sigaction()
      ignoring.__sigaction_handler.sa_handler = SIG_IGN
      sigaction(SIGPIPE, &ignoring, &old)
      defer { sigaction(SIGPIPE, &old, nil) }
      var offset = 0
      while offset < bytes.count {
        let count = bytes[offset...].withUnsafeBytes {
          Glibc.write(descriptor, $0.baseAddress, $0.count)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        offset += count
      }
      shut(&descriptor)
    }

    private func shut(_ descriptor: inout Int32) {
      if descriptor >= 0 { close(descriptor) }
      descriptor = -1
    }
  }
}
