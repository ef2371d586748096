/// The names that are there without a definition in the text.
struct PredefinedNames {
  /// A list of them. Lists are made when they are first looked into.
  enum List {
    /// Python's built-in names.
    case python
    /// What every module has of its own.
    case module
    /// What a `.kfps` script has without imports.
    case script
    /// What a notebook's kernel defines.
    case notebook
    /// What `from typing import *` gives.
    case typing
    /// What `from kfp.dsl import *` gives where a component runs.
    case runtimeDSL
    /// What `import kfp` and `from kfp import dsl` give.
    case packages

    var names: Set<String> {
      switch self {
      case .python: PredefinedNames.python
      case .module: PredefinedNames.module
      case .script: PredefinedNames.script
      case .notebook: PredefinedNames.notebook
      case .typing: PredefinedNames.typing
      case .runtimeDSL: PredefinedNames.runtimeDSL
      case .packages: ["kfp", "dsl"]
      }
    }
  }

  private let lists: [List]

  /// Names that `prelude` provides at the top level of a script.
  init(of prelude: Prelude) {
    switch prelude {
    case .script: lists = [.python, .module, .script]
    case .module: lists = [.python, .module]
    case .notebook: lists = [.python, .module, .notebook]
    }
  }

  private init(_ lists: [List]) { self.lists = lists }

  /// The names that the SDK's executor puts in front of a component's text, besides Python's own:
  /// `import kfp`, `from kfp import dsl`, `from kfp.dsl import *`, `from typing import *`.
  static let shipped = PredefinedNames([.python, .module, .packages, .typing, .runtimeDSL])

  /// Whether a name is there. Each list is looked into only where those before it do not have it.
  func contains(_ name: String) -> Bool {
    lists.contains { $0.names.contains(name) }
  }

  /// All the names.
  var all: Set<String> {
    lists.reduce(into: []) { $0.formUnion($1.names) }
  }

  private static let script = Set(Surface.dsl.map(\.name)).union([
    "kfp", "dsl", "compiler", "components", "kubernetes", "local", "show",
  ])

  private static let notebook: Set<String> = [
    "get_ipython", "display", "In", "Out", "_", "__", "___", "_i", "_ii", "_iii", "_dh", "_oh",
    "_ih",
  ]

  private static let module: Set<String> = [
    "__name__", "__file__", "__doc__", "__package__", "__spec__", "__loader__", "__builtins__",
    "__annotations__", "__path__", "__cached__", "__dict__", "__conditional_annotations__",
  ]

  private static let runtimeDSL = Set(Surface.constants.map(\.name))
    .union(Surface.artifactClasses.map(\.name))
    .union([
      "Input", "Output", "InputPath", "OutputPath", "PipelineTaskFinalStatus", "TaskConfig",
      "get_uri", "run_notebook",
    ])

  private static let typing = words(
    """
    Annotated Any Callable ClassVar Concatenate Final ForwardRef Generic Literal Optional ParamSpec
    Protocol Tuple Type TypeVar TypeVarTuple Union AbstractSet ByteString Container ContextManager
    Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping MutableSequence
    MutableSet Sequence Sized ValuesView Awaitable AsyncIterator AsyncIterable Coroutine Collection
    AsyncGenerator AsyncContextManager Reversible SupportsAbs SupportsBytes SupportsComplex
    SupportsFloat SupportsIndex SupportsInt SupportsRound ChainMap Counter Deque Dict DefaultDict
    List OrderedDict Set FrozenSet NamedTuple TypedDict Generator BinaryIO IO Match Pattern TextIO
    AnyStr assert_type assert_never cast clear_overloads dataclass_transform final get_args
    get_origin get_overloads get_type_hints is_typeddict LiteralString Never NewType no_type_check
    no_type_check_decorator NoReturn NotRequired overload ParamSpecArgs ParamSpecKwargs Required
    reveal_type runtime_checkable Self Text TYPE_CHECKING TypeAlias TypeGuard Unpack override
    TypeAliasType TypeIs ReadOnly NoDefault get_protocol_members is_protocol
    """)

  private static let python = words(
    """
    ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError
    BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError
    ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis
    EncodingWarning EnvironmentError Exception ExceptionGroup False FileExistsError
    FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError
    ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError
    KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError None NotADirectoryError
    NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning
    PermissionError ProcessLookupError PythonFinalizationError RecursionError ReferenceError
    ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError
    SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError UnboundLocalError
    UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning
    UserWarning ValueError Warning ZeroDivisionError __build_class__ __debug__ __import__ abs aiter
    all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex
    copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset
    getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list
    locals map max memoryview min next object oct open ord pow print property quit range repr
    reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip
    """)

  /// The modules that people use without importing them, with the import that was forgotten.
  static let forgottenImports: [String: String] = {
    var imports = [
      "pd": "import pandas as pd", "np": "import numpy as np", "tf": "import tensorflow as tf",
      "plt": "import matplotlib.pyplot as plt", "dsl": "from kfp import dsl",
      "compiler": "from kfp import compiler", "components": "from kfp import components",
      "kubernetes": "from kfp import kubernetes", "datetime": "import datetime",
      "Path": "from pathlib import Path", "defaultdict": "from collections import defaultdict",
      "namedtuple": "from collections import namedtuple",
      "dataclass": "from dataclasses import dataclass", "partial": "from functools import partial",
    ]
    for name in typing { imports[name] = "from typing import \(name)" }
    for entry in Surface.dsl { imports[entry.name] = "from kfp.dsl import \(entry.name)" }
    for name in words(
      """
      argparse base64 collections contextlib copy csv dataclasses enum functools glob hashlib io
      itertools joblib json kfp logging math numpy os pandas pathlib pickle random re requests
      shutil sklearn string subprocess sys tempfile textwrap time torch traceback typing urllib uuid
      warnings yaml zipfile
      """)
    { imports[name] = "import \(name)" }
    return imports
  }()

  private static func words(_ text: String) -> Set<String> {
    // Bytes: finding characters would take longer than the rest of a small compilation.
    let words = Array(text.utf8).split { $0 == 0x20 || $0 == 0x0A }
    return Set(words.map { String(decoding: $0, as: UTF8.self) })
  }
}
