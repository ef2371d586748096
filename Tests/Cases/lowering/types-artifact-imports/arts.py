from kfp import dsl


class Report(dsl.Artifact):
    schema_title = 'google.Report'


class Sheet(dsl.Dataset):
    schema_title = 'system.Sheet'
    schema_version = '0.0.2'
