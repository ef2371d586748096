import Glibc
import KFPRecord
import KFPSpec
import KFPTypes
import Synchronization

/// Carries out one task: looks for a result that is there already, prepares its folder, launches it,
/// collects its outputs, and keeps them.
struct TaskWorker: Sendable {
  let run: RunID
  let folder: RunFolder
  let root: String?
  let pipeline: String
  let options: RunOptions
  let launcher: any Launcher
  let journal: RunJournal
  /// Results of the interrupted part of this run.
  let known: JournalledResults
  /// Whether an earlier process has carried out a part of the run.
  let isResumed: Bool

  /// Runs a task, or finds its result.
  func perform(_ task: ResolvedTask, _ cancellation: Cancellation) async -> TaskOutcome {
    if let outputs = known[task.path] { return .succeeded(outputs, .journal) }
    let outcome = await performAnew(task, cancellation)
    guard case .failed(var failure) = outcome, failure.place == nil,
      let origin = options.origins[task.executorLabel] ?? task.call
    else { return outcome }
    switch failure.kind {
    case .engine, .files, .document, .inner: return outcome
    case .task, .value, .timeout, .memory, .image, .command, .unsupported:
      // Nothing says which line of it, so it is the component as a whole.
      failure.place = TaskFailure.Place(file: origin.file, line: origin.line)
      return .failed(failure)
    }
  }

  private func performAnew(
    _ task: ResolvedTask, _ cancellation: Cancellation
  ) async -> TaskOutcome {
    if let outcome = volumeOutcome(of: task) {
      journal.append(.taskLaunched(task.path, attempt: task.attempt, key: nil))
      return outcome
    }
    if case .importer(let importer) = task.executor {
      journal.append(.taskLaunched(task.path, attempt: task.attempt, key: nil))
      do throws(TaskFailure) {
        let outputs = try importArtifact(importer, task) { journal.append(.note(task.path, $0)) }
        return .succeeded(outputs, .ran)
      } catch {
        return .failed(error)
      }
    }
    let key = await key(of: task)
    if let key { options.ledger?.note(key, of: task.path) }
    if let key, let (outputs, source) = found(key, task) {
      return .succeeded(outputs, source)
    }
    if let key, task.attempt == 1, let failure = options.ledger?.failure(of: task.path, key: key) {
      return .failedBefore(failure)
    }
    do throws(TaskFailure) {
      let prepared = try prepare(task, cancellation)
      journal.append(.taskLaunched(task.path, attempt: task.attempt, key: key))
      switch await launch(prepared) {
      case .cancelled: return .cancelled
      case .failed(let failure): return .failed(failure)
      case .ended: break
      }
      let outputs = try collectOutputs(of: prepared)
      if let key { keep(outputs, key, task) }
      return .succeeded(outputs, .ran)
    } catch {
      return .failed(error)
    }
  }

  /// What a task does that makes or removes a volume on a cluster; nil for all other tasks.
  private func volumeOutcome(of task: ResolvedTask) -> TaskOutcome? {
    guard case .container(let executor) = task.executor, let work = VolumeWork(executor) else {
      return nil
    }
    do throws(TaskFailure) {
      return .succeeded(try work.perform(task, in: folder.volumes), .ran)
    } catch {
      return .failed(error)
    }
  }

  // MARK: - Results that are there already

  private func key(of task: ResolvedTask) async -> String? {
    let isCached = options.cache != nil && task.caching?.isEnabled == true
    guard isCached || options.ledger != nil else { return nil }
    return taskKey(
      task, surroundings: await launcher.surroundings(of: task), mounts: folder.mounts)
  }

  private func found(_ key: String, _ task: ResolvedTask) -> (PortValues, ResultSource)? {
    if options.ledger?.isDistrusted(key) == true { return nil }
    if let outputs = options.ledger?[key] { return (outputs, .session) }
    guard task.caching?.isEnabled == true, let outputs = options.cache?.outputs(for: key) else {
      return nil
    }
    options.ledger?[key] = outputs
    return (outputs, .cache)
  }

  private func keep(_ outputs: PortValues, _ key: String, _ task: ResolvedTask) {
    options.ledger?[key] = outputs
    if task.caching?.isEnabled == true {
      options.cache?.store(
        outputs, for: key, task: "\(pipeline)/\(task.path)", mounts: folder.mounts)
    }
  }

  // MARK: - Running

  /// Lets the launcher make something ready for a task that will run soon.
  func expect(_ task: ResolvedTask) async {
    let places = places(of: task.path)
    // The task itself may have begun by now, so what is in its folder stays.
    guard known[task.path] == nil, Files.makeFolder(places.folder),
      Files.makeFolder(localPath(places.root, folder.mounts))
    else { return }
    await launcher.expect(prepared(task, places, Cancellation()))
  }

  /// An expected task has ended, or will not run.
  func dismiss(_ path: TaskPath) async {
    await launcher.dismiss(folder: folder.task(path))
  }

  private func prepare(
    _ task: ResolvedTask, _ cancellation: Cancellation
  ) throws(TaskFailure) -> PreparedTask {
    let places = places(of: task.path)
    let log = folder.log(task.path)
    // A container that was started ahead sees this very folder.
    guard Files.makeEmptyFolder(places.folder),
      Files.makeFolder(String(log[..<(log.lastIndex(of: "/") ?? log.endIndex)]))
    else { throw TaskFailure(.files, "`\(places.folder)` cannot be made") }
    if task.attempt > 1 { _ = rename(log, folder.log(task.path, attempt: task.attempt - 1)) }
    let artifactFolder = localPath(places.root, folder.mounts)
    guard Files.makeFolder(artifactFolder) else {
      throw TaskFailure(.files, "`\(artifactFolder)` cannot be made")
    }
    return prepared(task, places, cancellation)
  }

  private func prepared(
    _ task: ResolvedTask, _ places: TaskPlaces, _ cancellation: Cancellation
  ) -> PreparedTask {
    let (journal, path) = (journal, task.path)
    return PreparedTask(
      task: task, run: run, runFolder: folder.path, folder: places.folder,
      logFile: folder.log(path),
      executorInput: executorInput(task, places), taskRoot: places.root, mounts: folder.mounts,
      workspace: folder.workspace, volumes: folder.volumes, isResumed: isResumed,
      origin: options.origins[task.executorLabel],
      cancellation: cancellation,
      onLine: { journal.show(.logLine(path, $0)) },
      onNote: { journal.append(.note(path, $0)) })
  }

  private func places(of path: TaskPath) -> TaskPlaces {
    let task = folder.task(path)
    guard let root, !root.isEmpty else { return TaskPlaces(folder: task, root: task) }
    var start = root
    while start.utf8.count > 1, start.utf8.last == UInt8(ascii: "/") { start.removeLast() }
    if !isRemote(start) {
      start = Files.absolute(
        start.utf8.starts(with: "file://".utf8) ? String(start.dropFirst(7)) : start)
    }
    let inner = [Files.safeName(pipeline), Files.safeName(run.text), RunFolder.safePath(path)]
    return TaskPlaces(folder: task, root: ([start] + inner).joined(separator: "/"))
  }

  /// Launches a task, and stops it when its time is over.
  private func launch(_ prepared: PreparedTask) async -> LaunchEnd {
    let own = prepared.task.platform?["activeDeadlineSeconds"].flatMap(secondCount)
    guard let timeout = [options.taskTimeout, own].compactMap(\.self).filter({ $0 > 0 }).min()
    else { return await launcher.launch(prepared) }
    let watch = Task {
      try await Task.sleep(for: .seconds(timeout))
      prepared.cancellation.cancel(.timedOut)
    }
    let end = await launcher.launch(prepared)
    watch.cancel()
    // Its time was over, also where it took no notice and ended well before it was killed.
    guard prepared.cancellation.reason == .timedOut else { return end }
    return .failed(
      TaskFailure(
        .timeout, "`\(prepared.task.path)` took longer than \(plainText(.double(timeout))) seconds")
    )
  }
}
