import KFPTypes

/// The text that unpacks embedded files where a component runs. It is our own, with the names that
/// the SDK's executor reads (`__KFP_EMBEDDED_ASSET_DIR`, `__KFP_EMBEDDED_ASSET_FILE`) and the one
/// that authors call (`dsl.run_notebook`).
public enum EmbeddedHelper {
  /// For `embedded_artifact_path` that is a folder.
  public static func directory(_ archive: EmbeddedArchive) -> String {
    unpacking(archive) + "\n"
  }

  /// For `embedded_artifact_path` that is a file of this name.
  public static func file(_ archive: EmbeddedArchive, name: String) -> String {
    unpacking(archive) + "\n" + assetFile(pythonRepr(of: name)) + "\n"
  }

  /// For a notebook at this path inside the archive.
  public static func notebook(_ archive: EmbeddedArchive, path: String) -> String {
    unpacking(archive) + "\n__KFP_NOTEBOOK_REL_PATH = \(pythonRepr(of: path))\n"
      + assetFile("__KFP_NOTEBOOK_REL_PATH") + "\n\n" + notebookRunner
  }

  /// What a notebook component installs when its author names no packages.
  public static let notebookPackages = [
    "nbclient>=0.10,<1", "ipykernel>=6,<7", "jupyter_client>=7,<9",
  ]

  private static func unpacking(_ archive: EmbeddedArchive) -> String {
    """
    __KFP_EMBEDDED_ARCHIVE_B64 = '\(archive.base64)'

    import base64 as __kfps_base64
    import io as __kfps_io
    import os as __kfps_os
    import sys as __kfps_sys
    import tarfile as __kfps_tarfile
    import tempfile as __kfps_tempfile

    # The files are unpacked before the function below is defined, so that it can import them.
    __kfps_folder = __kfps_tempfile.TemporaryDirectory()
    __KFP_EMBEDDED_ASSET_DIR = __kfps_folder.name
    try:
        with __kfps_tarfile.open(
                fileobj=__kfps_io.BytesIO(
                    __kfps_base64.b64decode(__KFP_EMBEDDED_ARCHIVE_B64)),
                mode='r:gz') as __kfps_archive:
            __kfps_archive.extractall(__KFP_EMBEDDED_ASSET_DIR)
    except Exception as __kfps_problem:
        raise RuntimeError(
            f'The embedded files could not be unpacked: {__kfps_problem}'
        ) from __kfps_problem
    if __KFP_EMBEDDED_ASSET_DIR not in __kfps_sys.path:
        __kfps_sys.path.insert(0, __KFP_EMBEDDED_ASSET_DIR)
    """
  }

  private static func assetFile(_ expression: String) -> String {
    """
    __KFP_EMBEDDED_ASSET_FILE = __kfps_os.path.join(
        __KFP_EMBEDDED_ASSET_DIR, \(expression))
    """
  }

  private static let notebookRunner = """

    def _kfps_add_parameters(notebook, values):
        \"""Adds a cell that sets the values: after the cell tagged `parameters`, or else first.\"""
        import json

        import nbformat

        if not values:
            return
        lines = ['import json']
        for name, value in values.items():
            lines.append(f'{name} = json.loads({json.dumps(value)!r})')
        added = nbformat.v4.new_code_cell(source='\\n'.join(lines) + '\\n')
        added.metadata['tags'] = ['injected-parameters']
        position = 0
        for index, cell in enumerate(notebook.cells):
            tags = cell.get('metadata', {}).get('tags') or []
            if cell.get('cell_type') == 'code' and 'parameters' in tags:
                position = index + 1
                break
        notebook.cells.insert(position, added)


    def _kfps_show_output(output):
        \"""Writes what a cell gave to the task's log as soon as it is there.\"""
        import json
        import sys

        if output.get('output_type') == 'stream':
            text = output.get('text', '')
            stream = sys.stderr if output.get('name') == 'stderr' else sys.stdout
            print(text, end='' if text.endswith('\\n') else '\\n', file=stream, flush=True)
            return
        if output.get('output_type') == 'error':
            print('\\n'.join(output.get('traceback', [])), file=sys.stderr, flush=True)
            return
        data = output.get('data', {})
        for kind in ('text/plain', 'application/json', 'text/markdown'):
            if kind in data:
                value = data[kind]
                text = value if isinstance(value, str) else json.dumps(value, indent=2)
                print(text, flush=True)
                return


    def _kfps_ensure_kernel():
        \"""Registers this interpreter as the kernel `python3` where there is none.\"""
        import subprocess
        import sys

        from jupyter_client.kernelspec import KernelSpecManager

        if 'python3' not in KernelSpecManager().find_kernel_specs():
            subprocess.run(
                [sys.executable, '-m', 'ipykernel', 'install', '--user',
                 '--name', 'python3', '--display-name', 'Python 3'],
                check=True)


    def _kfps_run_notebook(**values):
        \"""Runs the embedded notebook with these values as its parameters.\"""
        import nbclient
        import nbformat

        class Client(nbclient.NotebookClient):

            def process_message(self, msg, cell, cell_index):
                output = super().process_message(msg, cell, cell_index)
                if output is not None:
                    _kfps_show_output(output)
                return output

        _kfps_ensure_kernel()
        notebook = nbformat.read(__KFP_EMBEDDED_ASSET_FILE, as_version=4)
        _kfps_add_parameters(notebook, values)
        client = Client(
            notebook,
            timeout=None,
            allow_errors=False,
            store_widget_state=False,
            kernel_name='python3')
        try:
            client.execute(cwd=__KFP_EMBEDDED_ASSET_DIR)
        except Exception as problem:
            raise RuntimeError(
                f'The notebook {__KFP_NOTEBOOK_REL_PATH} failed: {problem}') from problem


    dsl.run_notebook = _kfps_run_notebook
    """
}
