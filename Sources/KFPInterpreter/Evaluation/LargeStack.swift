import Glibc

/// Runs a computation on a thread of its own with a stack that deep scripts fit on, and waits for
/// it. `work` gets the address that the stack must not grow below.
func onLargeStack<Result: Sendable>(
  _ work: @escaping @Sendable (_ stackLimit: UInt) -> Result
) -> Result {
  let size = 256 << 20
  let job = Job(work: work, size: size)
  let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
  pthread_attr_init(attributes)
  defer {
    pthread_attr_destroy(attributes)
    attributes.deallocate()
  }
  pthread_attr_setstacksize(attributes, size)
  var thread = pthread_t()
  let status = pthread_create(
    &thread, attributes,
    { argument in
      guard let argument else { return nil }
      Unmanaged<AnyJob>.fromOpaque(argument).takeUnretainedValue().run()
      return nil
    }, Unmanaged.passUnretained(job as AnyJob).toOpaque())
  if status == 0 { pthread_join(thread, nil) }
  if let result = job.result { return result }
  // There was no memory for the stack: the caller's own has to do, with far less room.
  var marker: UInt8 = 0
  let address = withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
  return work(address - (300 << 10))
}

/// Work for a thread, without its type.
private class AnyJob {
  func run() {}
}

/// Work for a thread, and what it gave. Only the thread touches it until it was waited for.
private final class Job<Result: Sendable>: AnyJob {
  private let work: @Sendable (UInt) -> Result
  private let size: Int
  private(set) var result: Result?

  init(work: @escaping @Sendable (UInt) -> Result, size: Int) {
    self.work = work
    self.size = size
  }

  override func run() {
    var marker: UInt8 = 0
    let top = withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
    // The last megabyte is for what does not count its depth, such as freeing nested values.
    result = work(top - UInt(size) + (4 << 20))
  }
}
