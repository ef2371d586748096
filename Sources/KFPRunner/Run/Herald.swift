import KFPRecord

/// Tells a launcher, in order, which tasks will run soon, and which of those have ended.
final class Herald: Sendable {
  private enum News: Sendable {
    case expected(ResolvedTask)
    case ended(TaskPath)
  }

  private let news: AsyncStream<News>.Continuation
  private let work: Task<Void, Never>

  init(to worker: TaskWorker) {
    let (stream, continuation) = AsyncStream<News>.makeStream()
    news = continuation
    work = Task {
      for await item in stream {
        switch item {
        case .expected(let task): await worker.expect(task)
        case .ended(let path): await worker.dismiss(path)
        }
      }
    }
  }

  /// This task will run soon.
  func expect(_ task: ResolvedTask) { news.yield(.expected(task)) }

  /// An expected task has ended, or will not run.
  func dismiss(_ path: TaskPath) { news.yield(.ended(path)) }

  /// Waits until all is told.
  func close() async {
    news.finish()
    await work.value
  }
}
