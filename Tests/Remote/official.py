"""Drives the official client against the stand-in: what it accepts, kfps may expect.

    official.py URL DOCUMENT
"""

import sys
import warnings

warnings.simplefilter("ignore")

import kfp  # noqa: E402


def main(url, document):
    client = kfp.Client(host=url, namespace="")
    experiment = client.create_experiment("official")
    pipeline = client.upload_pipeline(document, pipeline_name="official")
    version = client.upload_pipeline_version(
        document, pipeline_version_name="second", pipeline_id=pipeline.pipeline_id)
    assert client.get_pipeline_id("official") == pipeline.pipeline_id
    versions = client.list_pipeline_versions(pipeline.pipeline_id).pipeline_versions
    assert [v.display_name for v in versions] == ["official", "second"], versions
    run = client.run_pipeline(
        experiment.experiment_id, "by version", params={"text": "hi"},
        pipeline_id=pipeline.pipeline_id, version_id=version.pipeline_version_id)
    done = client.wait_for_run_completion(run.run_id, timeout=60, sleep_duration=0)
    assert done.state == "SUCCEEDED", done.state
    names = {task.display_name for task in done.run_details.task_details}
    assert {"root", "root-driver", "echo", "echo-driver", "executor"} <= names, names
    second = client.create_run_from_pipeline_package(document, arguments={"text": "hi"})
    client.terminate_run(second.run_id)
    assert client.get_run(second.run_id).state == "CANCELED"
    assert client.list_runs(page_size=1, sort_by="created_at desc").next_page_token
    recurring = client.create_recurring_run(
        experiment.experiment_id, "every minute", interval_second=60, params={"text": "hi"},
        pipeline_id=pipeline.pipeline_id, version_id=version.pipeline_version_id)
    assert recurring.trigger.periodic_schedule.interval_second == "60"
    print("ok")


if __name__ == "__main__":
    main(*sys.argv[1:])
