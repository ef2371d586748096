import Glibc
import KFPMigration

/// A Python that has the official SDK, which can prove a migration.
///
/// Both scripts are run as programs, as their authors run them, but compile into a folder of our own
/// and cannot reach a server.
struct OfficialSDK {
  /// The interpreter.
  let python: String

  /// What the SDK says of an old file and of its migrated text; nil where that cannot be found out.
  func comparison(of old: String, with text: String) -> String? {
    guard !old.hasSuffix(".ipynb"), let folder = temporaryFolder() else { return nil }
    defer { remove(folder) }
    let (module, answer) = (folder + "/migrated.py", folder + "/answer")
    guard (try? FileSystem.write(text, to: module)) != nil,
      (try? FileSystem.write(Self.program, to: folder + "/prove.py")) != nil,
      run([python, folder + "/prove.py", old, module, answer]),
      let bytes = try? FileSystem.read(answer)
    else { return "the SDK could not be asked" }
    return "SDK: " + String(decoding: bytes, as: UTF8.self)
  }

  private func temporaryFolder() -> String? {
    var path = Array("/tmp/kfps-migrate-XXXXXX".utf8CString)
    let isMade = path.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return false }
      return mkdtemp(start) != nil
    }
    guard isMade else { return nil }
    return String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func remove(_ folder: String) {
    for name in FileSystem.list(folder) ?? [] { unlink(folder + "/" + name) }
    rmdir(folder)
  }

  /// Runs a command to its end with its output thrown away; tells whether it succeeded.
  private func run(_ command: [String]) -> Bool {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, command[0], &actions, nil, &arguments, environ) == 0 else {
      return false
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return false } }
    return status == 0
  }

  private static let program = """
    import os, runpy, sys, tempfile, warnings
    warnings.simplefilter("ignore")
    import kfp, yaml
    from kfp import compiler, components
    from kfp.dsl import base_component, structures

    old, new, answer = sys.argv[1:4]
    original = compiler.Compiler.compile


    class NoClient:
        def __init__(self, *_, **__):
            raise ConnectionError("no server is asked while a migration is proved")


    kfp.Client = NoClient
    structures.ComponentSpec.save_to_component_yaml = lambda *_, **__: None


    def document(component, *arguments, **named):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "document.yaml")
            original(compiler.Compiler(), component, path, *arguments, **named)
            with open(path, encoding="utf-8") as stream:
                return next(yaml.safe_load_all(stream))


    def documents(path):
        found = {}

        def compile(self, pipeline_func, package_path=None, *arguments, **named):
            one = document(pipeline_func, *arguments, **named)
            found[one["pipelineInfo"]["name"]] = one

        if path.endswith((".yaml", ".yml")):
            one = document(components.load_component_from_file(path))
            return {one["pipelineInfo"]["name"]: one}
        compiler.Compiler.compile = compile
        try:
            names = runpy.run_path(path, run_name="__main__")
        except ConnectionError:
            names = {}
        if not found:
            made = [v for v in names.values() if isinstance(v, base_component.BaseComponent)]
            if made:
                compile(None, made[-1])
        return found


    def differences(one, other, path):
        if isinstance(one, dict) and isinstance(other, dict):
            return [
                place for key in sorted(set(one) | set(other), key=str)
                for place in differences(one.get(key), other.get(key), f"{path}.{key}")]
        if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            return [
                place for index, pair in enumerate(zip(one, other))
                for place in differences(*pair, f"{path}[{index}]")]
        return [] if one == other else [f"`{path}`"]


    def attempt(path):
        try:
            return documents(path), None
        except BaseException as error:
            return None, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


    old, new = os.path.abspath(old), os.path.abspath(new)
    sys.path.insert(0, os.path.dirname(old))
    os.chdir(os.path.dirname(old))
    now, refusal = attempt(new)
    if refusal:
        text = "it refuses the result: " + refusal
    elif not now:
        text = "the result compiles nothing"
    else:
        then, refusal = attempt(old)
        if refusal or not then:
            text = "it compiles the result"
        else:
            places = [
                place for name, one in then.items() for place in differences(one, now.get(name), name)]
            text = "the documents are equal"
            if places:
                text = "the documents differ in " + ", ".join(places[:5])
    with open(answer, "w", encoding="utf-8") as stream:
        stream.write(text)

    """
}
