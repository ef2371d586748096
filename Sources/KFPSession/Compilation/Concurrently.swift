import Glibc
import Synchronization

/// Two computations at the same time: the first on a thread of its own, with a stack that deep sources
/// fit on, the second here. Where no thread can be had, one after the other.
func concurrently<First: Sendable, Second>(
  _ first: @escaping @Sendable () -> First, _ second: () -> Second
) -> (First, Second) {
  let later = Later(first)
  let result = second()
  return (later.value, result)
}

/// A value that is computed on a thread of its own, with a stack that deep sources fit on.
final class Later<Value: Sendable>: Sendable {
  private let job: SideJob
  private let work: @Sendable () -> Value
  private let isRunning: Mutex<Bool>

  /// Starts the computation.
  init(_ work: @escaping @Sendable () -> Value) {
    self.work = work
    job = SideJob { Box(work()) }
    isRunning = Mutex(job.start())
  }

  deinit {
    if isRunning.withLock({ $0 }) { job.leave() }
  }

  /// Waits for the value; where no thread could be had, it is computed here.
  var value: Value {
    isRunning.withLock { isRunning in
      if isRunning { job.wait() }
      isRunning = false
    }
    guard let box = job.result as? Box<Value> else { return work() }
    return box.value
  }
}

/// A value that travels without its type.
private final class Box<Value: Sendable>: Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}

/// Work for a thread.
private final class SideJob: Sendable {
  private struct State {
    var result: (any AnyObject & Sendable)?
    var thread = pthread_t()
  }

  private let work: @Sendable () -> any AnyObject & Sendable
  private let state = Mutex(State())

  init(work: @escaping @Sendable () -> any AnyObject & Sendable) {
    self.work = work
  }

  /// What the work gave.
  var result: (any AnyObject & Sendable)? { state.withLock { $0.result } }

  /// Starts the thread; false where there is none to be had.
  func start() -> Bool {
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    pthread_attr_init(attributes)
    defer {
      pthread_attr_destroy(attributes)
      attributes.deallocate()
    }
    pthread_attr_setstacksize(attributes, 64 << 20)
    let argument = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, attributes,
      { pointer in
        if let pointer { Unmanaged<SideJob>.fromOpaque(pointer).takeRetainedValue().run() }
        return nil
      }, argument.toOpaque())
    if status != 0 { argument.release() }
    state.withLock { $0.thread = thread }
    return status == 0
  }

  /// Does the work.
  func run() {
    let result = work()
    state.withLock { $0.result = result }
  }

  /// Waits for the thread.
  func wait() {
    pthread_join(state.withLock { $0.thread }, nil)
  }

  /// Lets the thread end by itself.
  func leave() {
    pthread_detach(state.withLock { $0.thread })
  }
}
