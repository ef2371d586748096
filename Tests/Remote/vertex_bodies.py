"""Prints what google-cloud-aiplatform sends for a document: the job and the schedule of it.

    vertex_bodies.py DOCUMENT NAME ROOT ARGUMENTS(JSON) CRON
"""

import json
import sys
from unittest import mock

from google.auth import credentials
from google.cloud import aiplatform
from google.cloud.aiplatform import utils
from google.protobuf import json_format


def plain(message):
    """A message as the REST interface of the service writes it."""
    return json.loads(json_format.MessageToJson(message._pb, preserving_proto_field_name=False))


def main(document, name, root, arguments, cron):
    sent = {}

    class Client:
        """Takes what would go over the network."""

        def __init__(self, *_, **__):
            pass

        def create_pipeline_job(self, parent, pipeline_job, pipeline_job_id, **_):
            sent["job"] = plain(pipeline_job)
            sent["parent"], sent["id"] = parent, pipeline_job_id
            pipeline_job.name = f"{parent}/pipelineJobs/{pipeline_job_id}"
            return pipeline_job

        def create_schedule(self, parent, schedule, **_):
            sent["schedule"] = plain(schedule)
            schedule.name = f"{parent}/schedules/1"
            return schedule

    aiplatform.init(
        project="my-project", location="europe-west4",
        credentials=mock.create_autospec(credentials.Credentials, instance=True))
    with mock.patch.object(aiplatform.PipelineJob, "_instantiate_client", lambda *_, **__: Client()), \
            mock.patch.object(aiplatform.PipelineJobSchedule, "_instantiate_client",
                              lambda *_, **__: Client()), \
            mock.patch.object(utils.gcs_utils,
                              "create_gcs_bucket_for_pipeline_artifacts_if_it_does_not_exist"):
        def job():
            return aiplatform.PipelineJob(
                display_name=name, template_path=document, job_id=name, pipeline_root=root,
                parameter_values=json.loads(arguments), labels={"team": "tests"})

        job().submit(service_account="runner@project.example.org")
        aiplatform.PipelineJobSchedule(pipeline_job=job(), display_name=name).create(
            cron=cron, service_account="runner@project.example.org")
    print(json.dumps(sent))


if __name__ == "__main__":
    main(*sys.argv[1:])
