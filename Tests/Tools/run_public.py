#!/usr/bin/env python3
"""Runs compiled pipelines with kfps and with the SDK's local runner, and shows both side by side.

    run_public.py --corpus FOLDER [--kfps PATH] [--sdk PYTHON] [--only GLOB] [--json FILE]
                  [--table FILE] [--seconds N] [--containers IMAGE]

FOLDER holds a folder for each case with the document `oracle.yaml`, such as KFP's own test data
compiled by the SDK. Both run the document as it is, with the same made-up values for parameters that
have no default: kfps with `--backend subprocess`, the SDK with `SubprocessRunner(use_venv=False)` of
the interpreter PYTHON, where pip finds kfp installed and is told not to use a network. A case that
both cannot run there (another image's command, packages, a cloud) is named with its reason. With
--containers, kfps alone also runs what needs a container, every image replaced by IMAGE.

`python3 run_public.py --inside DOCUMENT ARGUMENTS RESULT` is the SDK's half, in its interpreter.
"""

import argparse
import fnmatch
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

# Where the SDK's local runner and the cluster disagree, and kfps does what the cluster does; or
# where a document asks for what is not on this computer. A reason that is no longer needed is told.
KNOWN = {
    'samples__core__loop_parameter__loop_parameter': 'SDK: `str` items of a loop arrive as floats',
    'valid__artifacts_complex': 'SDK: a loop inside of a loop fails',
    'valid__collected_artifacts': 'SDK: collected artifacts fail',
    'valid__conditional_producer_and_consumers': 'SDK: a loop inside of a loop fails',
    'valid__critical__if_else_with_oneof_artifacts': 'SDK: OneOf of artifacts fails',
    'valid__critical__missing_kubernetes_optional_inputs': 'SDK: an input without a value fails',
    'valid__critical__pipeline_with_artifact_custom_path': 'SDK: a path set by the task is lost',
    'valid__critical__pipeline_with_input_status_state': 'SDK: final status is not `COMPLETE`',
    'valid__critical__pipeline_with_placeholders': 'SDK: placeholders in arguments fail',
    'valid__critical__pipeline_with_workspace': 'SDK: tasks share no workspace',
    'valid__if_elif_else_with_oneof_parameters': 'random by itself',
    'valid__if_else_with_oneof_artifacts': 'SDK: OneOf of artifacts fails',
    'valid__if_else_with_oneof_parameters': 'random by itself',
    'valid__output_metrics': 'random by itself; SDK: whole numbers are floats',
    'valid__nested_with_parameters': 'SDK: whole numbers arrive as floats',
    'valid__parallel_and_nested__nested_pipeline_opt_inputs_nil':
        'SDK: an input without a value fails',
    'valid__parameters_complex': 'SDK: whole numbers arrive as floats after a loop',
    'valid__pipeline_producer_consumer': 'SDK: whole numbers arrive as floats',
    'valid__pipeline_with_nested_loops': 'SDK: a loop inside of a loop fails',
    'valid__pipeline_with_string_machine_fields_task_output':
        'SDK: limits that are outputs of tasks fail',
    'valid__pythonic_artifacts_with_multiple_returns': 'SDK: an input of a nested pipeline is lost',
}
# What pip finds installed beside the SDK.
OWN = ('kfp', 'typing-extensions', 'kfp-dsl')


def main():
    if sys.argv[1:2] == ['--inside']:
        return inside(*sys.argv[2:5])
    parser = argparse.ArgumentParser(description=__doc__.split('\n\n')[0])
    parser.add_argument('--corpus', required=True)
    parser.add_argument('--kfps', default='.build/debug/kfps')
    parser.add_argument('--sdk', default=os.environ.get('KFPS_PYTHON'))
    parser.add_argument('--only', default='*')
    parser.add_argument('--json')
    parser.add_argument('--table')
    parser.add_argument('--seconds', type=int, default=240)
    parser.add_argument('--containers')
    options = parser.parse_args()
    options.kfps = os.path.abspath(options.kfps)
    rows = []
    for name in sorted(os.listdir(options.corpus)):
        document = os.path.join(options.corpus, name, 'oracle.yaml')
        if not fnmatch.fnmatch(name, options.only) or not os.path.exists(document):
            continue
        row = {'case': name, **judge(os.path.abspath(document), options)}
        rows.append(row)
        print(line(row), flush=True)
        if options.json:
            with open(options.json, 'w') as file:
                json.dump(rows, file, indent=1)
    counts = {}
    for row in rows:
        counts[row['verdict']] = counts.get(row['verdict'], 0) + 1
    print(', '.join(f'{count} {verdict}' for verdict, count in sorted(counts.items())))
    if options.table:
        with open(options.table, 'w') as file:
            file.write(table(rows))
    return 1 if counts.get('DIFFERENT') else 0


def line(row):
    ours, theirs = row.get('kfps') or {}, row.get('sdk') or {}
    return (f"{row['case']:60.60} {row['verdict']:10} {ours.get('state', '-'):10} "
            f"{theirs.get('state', '-'):10} {row.get('reason', '')}")


def table(rows):
    lines = ['| pipeline | kfps | kfp.local | outputs | tasks | s / s | remark |',
             '| --- | --- | --- | --- | --- | --- | --- |']
    for row in rows:
        ours, theirs = row.get('kfps') or {}, row.get('sdk') or {}
        outputs = 'same' if ours.get('outputs') == theirs.get('outputs') else 'differ'
        if not theirs or not ours:
            outputs = ''
        lines.append(
            f"| {row['case']} | {ours.get('state', '')} | {theirs.get('state', '')} | {outputs} | "
            f"{ours.get('tasks', '')} / {theirs.get('tasks', '')} | {ours.get('seconds', '')} / "
            f"{theirs.get('seconds', '')} | {row.get('reason', '')} |")
    return '\n'.join(lines) + '\n'


def judge(document, options):
    with open(document) as file:
        text = file.read()
    obstacle = needs(text)
    if obstacle and not (obstacle.startswith('container') and options.containers):
        return {'verdict': 'left out', 'reason': obstacle}
    arguments = made_up(document, options)
    result = {'arguments': arguments}
    if obstacle:
        result['kfps'] = run_ours(document, arguments, options, [
            '--backend', 'podman', '--image-map', f'*={options.containers}', '--network', 'none'])
        return {'verdict': 'container', 'reason': obstacle, **result}
    result['kfps'] = run_ours(document, arguments, options, ['--backend', 'subprocess'])
    if options.sdk:
        result['sdk'] = run_theirs(document, arguments, options)
    return {**compare(os.path.basename(os.path.dirname(document)), result), **result}


def compare(name, result):
    ours, theirs = result['kfps'], result.get('sdk')
    if theirs is None:
        return {'verdict': 'alone', 'reason': ours.get('why', '')}
    problems = []
    if ours['state'] != theirs['state']:
        problems.append(f"state: {ours.get('why', '')} / {theirs.get('why', '')}")
    elif ours['outputs'] != theirs['outputs']:
        problems.append(f"outputs: {json.dumps(ours['outputs'])} / {json.dumps(theirs['outputs'])}")
    known = KNOWN.get(name)
    if problems and known:
        return {'verdict': 'known', 'reason': known}
    if problems:
        return {'verdict': 'DIFFERENT', 'reason': '; '.join(problems)[:500]}
    return {'verdict': 'same', 'reason': 'a reason is kept that is not needed' if known else ''}


def needs(text):
    """What of the world a document needs, beyond Python and kfp; empty for nothing."""
    installs = re.findall(r"pip install[^&]*&&", text)
    packages = set()
    for command in installs:
        for word in re.findall(r"'+([^'\s]+)'+", command):
            name = re.split(r'[=<>~!\[ ;@]', word)[0]
            if name and not name.startswith('-') and name not in OWN:
                packages.add(name)
        if re.search(r'--index-url|git\+', command):
            packages.add('an index')
    if packages:
        return 'packages: ' + ', '.join(sorted(packages))
    executors = re.split(r'\n  executors:\n', text)[-1].split('\nroot:')[0]
    for block in re.split(r'\n    (?=exec-)', executors):
        if 'container:' in block and 'executor_main' not in block:
            image = re.search(r'image: (\S+)', block)
            return f"container: {image.group(1) if image else '?'}"
        if 'container:' in block and '--component_module_path' not in block:
            return 'container: its code is in an image'
    if re.search(r'(constant: |artifactUri:\s*\n\s*constant: )(gs|s3|minio|oci|https?)://', text):
        return 'cloud: imports an address'
    for mark, reason in (('kubernetes.client', 'cluster'), ('requests.get', 'network'),
                         ('boto3', 'cloud'), ('google.cloud', 'cloud'), ('import ray', 'package')):
        if mark in text:
            return f'{reason}: {mark}'
    return ''


def made_up(document, options):
    """Values for the parameters of the pipeline that have no default."""
    program = '''
import json, sys, yaml
spec = next(yaml.safe_load_all(open(sys.argv[1])))
inputs = spec.get('root', {}).get('inputDefinitions', {}).get('parameters', {})
print(json.dumps({name: one.get('parameterType') for name, one in inputs.items()
                  if 'defaultValue' not in one and not one.get('isOptional')}))
'''
    python = options.sdk or sys.executable
    answer = subprocess.run([python, '-c', program, document], capture_output=True, check=True)
    # A path that neither has yet; both run in an empty folder of their own.
    values = {'STRING': 'text', 'NUMBER_INTEGER': 3, 'NUMBER_DOUBLE': 0.5, 'BOOLEAN': True,
              'LIST': ['a', 'b'], 'STRUCT': {'a': 1}}
    return {name: 'FOLDER/file' if name.endswith('path') else values.get(kind, 'text')
            for name, kind in json.loads(answer.stdout).items()}


def run_ours(document, arguments, options, more):
    with tempfile.TemporaryDirectory() as folder:
        command = [options.kfps, 'run', document, '--no-cache', '--json', *more]
        for name, value in arguments.items():
            value = value.replace('FOLDER', folder) if isinstance(value, str) else value
            command += ['-p', f'{name}={value if isinstance(value, str) else json.dumps(value)}']
        return timed(command, folder, options, events_of)


def events_of(answer, folder):
    result = {'state': 'broken', 'outputs': {}, 'tasks': 0, 'why': ''}
    for text in answer.stdout.splitlines():
        try:
            event = json.loads(text)
        except ValueError:
            continue
        if event['event'] == 'taskLaunched' and event.get('attempt') == 1:
            result['tasks'] += 1
        if event['event'] == 'taskFailed' and not result['why']:
            result['why'] = event['failure']['message']
        if event['event'] == 'runFinished':
            result['state'] = event['state']
            outputs = event.get('outputs') or {}
            result['outputs'] = dict(outputs.get('parameters') or {})
            for name, artifacts in (outputs.get('artifacts') or {}).items():
                result['outputs'][name] = [artifact_of(one, None) for one in artifacts]
    if result['state'] == 'broken':
        result['why'] = answer.stderr[-300:]
    return result


def artifact_of(artifact, path):
    path = path or artifact['uri']
    content = None
    if os.path.isfile(path):
        with open(path, 'rb') as file:
            content = hashlib.sha256(file.read()).hexdigest()[:12]
    return {'type': artifact['type']['schemaTitle'], 'metadata': artifact.get('metadata') or {},
            'content': content}


def run_theirs(document, arguments, options):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'arguments.json'), 'w') as file:
            file.write(json.dumps(arguments).replace('FOLDER', folder))
        result = os.path.join(folder, 'result.json')
        command = [options.sdk, os.path.abspath(__file__), '--inside', document,
                   os.path.join(folder, 'arguments.json'), result]
        return timed(command, folder, options, result_of)


def result_of(answer, folder):
    try:
        with open(os.path.join(folder, 'result.json')) as file:
            result = json.load(file)
    except OSError:
        result = {'state': 'broken', 'outputs': {}, 'why': answer.stderr[-300:]}
    told = re.sub(r'\x1b\[[0-9;]*m', '', answer.stdout + answer.stderr)
    result['tasks'] = len(re.findall(r'Executing task ', told))
    return result


def timed(command, folder, options, read):
    import time
    start = time.monotonic()
    environment = dict(os.environ, PIP_NO_INDEX='1', PIP_DISABLE_PIP_VERSION_CHECK='1')
    if options.sdk:
        environment['PATH'] = os.path.dirname(options.sdk) + ':' + environment['PATH']
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        errors='replace', stdin=subprocess.DEVNULL, env=environment, start_new_session=True)
    try:
        output, error = process.communicate(timeout=options.seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 15)
        output, error = process.communicate()
        return {'state': 'too long', 'outputs': {}, 'tasks': 0, 'why': error[-200:],
                'seconds': options.seconds}
    answer = subprocess.CompletedProcess(command, process.returncode, output, error)
    result = read(answer, folder)
    result['seconds'] = round(time.monotonic() - start, 1)
    return result


def inside(document, arguments, result):
    """The SDK's half: runs the document and writes state and outputs."""
    import kfp
    from kfp import components, dsl, local

    local.init(local.SubprocessRunner(use_venv=False), pipeline_root=os.path.abspath('outputs'))
    with open(arguments) as file:
        values = json.load(file)
    answer = {'state': 'succeeded', 'outputs': {}, 'why': ''}
    try:
        with open(document) as file:
            # Pip finds the SDK that is installed here, whichever the document names.
            text = re.sub(r'kfp==[0-9.]+', f'kfp=={kfp.__version__}', file.read())
        task = components.load_component_from_text(text)(**values)
        outputs = dict(task.outputs)
    except BaseException as error:
        answer.update(state='failed', why=f'{type(error).__name__}: {error}'[:300])
        outputs = {}

    def plain(value):
        if isinstance(value, dsl.Artifact):
            path = getattr(value, 'custom_path', '') or value.path
            return artifact_of({'type': {'schemaTitle': value.schema_title},
                                'metadata': value.metadata, 'uri': value.uri}, path)
        if isinstance(value, list) and value and all(isinstance(v, dsl.Artifact) for v in value):
            return [plain(one) for one in value]
        return value

    for name, value in outputs.items():
        found = plain(value)
        if isinstance(value, dsl.Artifact):
            found = [found]
        answer['outputs'][name] = found
    with open(result, 'w') as file:
        json.dump(answer, file)
    return 0


if __name__ == '__main__':
    sys.exit(main())
