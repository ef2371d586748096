"""Artifacts, as component code sees them."""

import os

# Addresses of cloud storage, and the folders where code expects them.
SCHEMES = (('gs://', '/gcs/'), ('minio://', '/minio/'), ('s3://', '/s3/'), ('oci://', '/oci/'))
WORKSPACE = '/kfp-workspace'


class Place:
    """Where the current task stands; set before the code of a component is loaded."""

    # The folder that plays the root for `/gcs/`, `/s3/`, ...; empty is the real root.
    mounts = ''
    # The address below which the outputs of the task are; None outside of a task.
    task_root = None
    workspace = WORKSPACE


def local_path(uri):
    """The file that an address stands for on this computer."""
    for scheme, folder in SCHEMES:
        if uri.startswith(scheme):
            rest = uri[len(scheme):]
            if scheme == 'oci://':
                rest = rest.replace('/', '_')
            return Place.mounts + folder + rest
    if uri.startswith('file://'):
        return uri[len('file://'):]
    return uri


def remote_uri(path):
    """The address that a file stands for; the path itself when it is an ordinary file."""
    for scheme, folder in SCHEMES:
        prefix = Place.mounts + folder
        if path.startswith(prefix):
            rest = path[len(prefix):]
            if scheme == 'oci://':
                rest = rest.replace('_', '/')
                if rest.endswith('/models'):
                    rest = rest[:-len('/models')]
            return scheme + rest
    return path


class Artifact:
    """A file or folder with a name, an address and metadata."""

    schema_title = 'system.Artifact'
    schema_version = '0.0.1'

    def __init__(self, name=None, uri=None, metadata=None):
        self.uri = uri or ''
        self.name = name or ''
        self.metadata = metadata or {}
        self._custom_path = ''

    def _get_path(self):
        path = self._custom_path or local_path(self.uri)
        if self.metadata.get('_kfp_workspace') is True:
            return os.path.join(Place.workspace, '.artifacts', path.lstrip('/'))
        return path

    def _set_path(self, path):
        self.uri = remote_uri(path)

    @property
    def path(self):
        return self._get_path()

    @path.setter
    def path(self, path):
        self._set_path(path)

    @property
    def custom_path(self):
        return self._custom_path

    @custom_path.setter
    def custom_path(self, path):
        self._custom_path = path

    def set_path(self, path):
        self._custom_path = path


class Model(Artifact):
    """A trained model."""

    schema_title = 'system.Model'

    @property
    def framework(self):
        return self.metadata.get('framework', '')

    @framework.setter
    def framework(self, framework):
        self.metadata['framework'] = framework

    @property
    def path(self):
        path = self._get_path()
        return path + '/models' if self.uri.startswith('oci://') else path

    @path.setter
    def path(self, path):
        self._set_path(path)


class Dataset(Artifact):
    """Data."""

    schema_title = 'system.Dataset'


class Metrics(Artifact):
    """Single numbers."""

    schema_title = 'system.Metrics'

    def log_metric(self, metric, value):
        self.metadata[metric] = value


class ClassificationMetrics(Artifact):
    """A ROC curve and a confusion matrix."""

    schema_title = 'system.ClassificationMetrics'

    def log_roc_data_point(self, fpr, tpr, threshold):
        points = self.metadata.setdefault('confidenceMetrics', [])
        points.append({
            'confidenceThreshold': threshold,
            'recall': tpr,
            'falsePositiveRate': fpr,
        })

    def log_roc_curve(self, fpr, tpr, threshold):
        if not len(fpr) == len(tpr) == len(threshold):
            raise ValueError(
                'Length of fpr, tpr and threshold must be the same. Got lengths '
                f'{len(fpr)}, {len(tpr)} and {len(threshold)} respectively.')
        for point in zip(fpr, tpr, threshold):
            self.log_roc_data_point(*point)

    def set_confusion_matrix_categories(self, categories):
        self._categories = list(categories)
        size = len(self._categories)
        self._matrix = [{'row': [0] * size} for _ in range(size)]
        self._confusion_matrix = {
            'annotationSpecs': [{'displayName': name} for name in self._categories],
            'rows': self._matrix,
        }
        self.metadata['confusionMatrix'] = self._confusion_matrix

    def _category(self, name):
        if name not in self._categories:
            raise ValueError(
                f'Invalid category: {name} passed. Expected one of: {self._categories}')
        return self._categories.index(name)

    def log_confusion_matrix_row(self, row_category, row):
        index = self._category(row_category)
        if len(row) != len(self._categories):
            raise ValueError(
                f'Invalid row. Expected size: {len(self._categories)} got: {len(row)}')
        self._matrix[index] = {'row': row}
        self.metadata['confusionMatrix'] = self._confusion_matrix

    def log_confusion_matrix_cell(self, row_category, col_category, value):
        row = self._category(row_category)
        self._matrix[row]['row'][self._category(col_category)] = value
        self.metadata['confusionMatrix'] = self._confusion_matrix

    def log_confusion_matrix(self, categories, matrix):
        self.set_confusion_matrix_categories(categories)
        size = len(categories)
        if len(matrix) != size or any(len(row) != size for row in matrix):
            raise ValueError(f'Invalid matrix: {matrix} passed for categories: {categories}')
        for category, row in zip(categories, matrix):
            self.log_confusion_matrix_row(category, row)


class SlicedClassificationMetrics(Artifact):
    """Classification metrics for each of several slices."""

    schema_title = 'system.SlicedClassificationMetrics'

    def _slice(self, name):
        # The official class never makes this dictionary, so its methods fail on a cluster, unless the
        # component makes it. What fails there must not succeed here.
        return self._sliced_metrics.setdefault(name, ClassificationMetrics())

    def _publish(self):
        self.metadata = {
            'evaluationSlices': [
                {'slice': name, 'sliceClassificationMetrics': metrics.metadata}
                for name, metrics in self._sliced_metrics.items()
            ]
        }

    def log_roc_reading(self, slice, threshold, tpr, fpr):
        self._slice(slice).log_roc_data_point(fpr=fpr, tpr=tpr, threshold=threshold)
        self._publish()

    def load_roc_readings(self, slice, readings):
        for threshold, tpr, fpr in readings:
            self._slice(slice).log_roc_data_point(fpr=fpr, tpr=tpr, threshold=threshold)
        self._publish()

    def set_confusion_matrix_categories(self, slice, categories):
        self._slice(slice).set_confusion_matrix_categories(categories)
        self._publish()

    def log_confusion_matrix_row(self, slice, row_category, row):
        self._slice(slice).log_confusion_matrix_row(row_category, row)
        self._publish()

    def log_confusion_matrix_cell(self, slice, row_category, col_category, value):
        self._slice(slice).log_confusion_matrix_cell(row_category, col_category, value)
        self._publish()

    def load_confusion_matrix(self, slice, categories, matrix):
        self._slice(slice).log_confusion_matrix(categories, matrix)
        self._publish()


class HTML(Artifact):
    """A web page."""

    schema_title = 'system.HTML'


class Markdown(Artifact):
    """A text with Markdown."""

    schema_title = 'system.Markdown'


BY_TITLE = {
    kind.schema_title: kind
    for kind in (Artifact, Model, Dataset, Metrics, ClassificationMetrics,
                 SlicedClassificationMetrics, HTML, Markdown)
}


def get_uri(suffix='Output'):
    """An address of its own for an output of the current task."""
    if Place.task_root is None:
        raise RuntimeError("'dsl.get_uri' can only be called at task runtime.")
    return os.path.join(Place.task_root, suffix)


def make(message, fallback):
    """The artifact object for one entry of the executor input."""
    kind = BY_TITLE.get(message.get('type', {}).get('schemaTitle', ''), fallback)
    arguments = {
        'uri': message.get('uri', ''),
        'name': message.get('name', ''),
        'metadata': message.get('metadata', {}),
    }
    build = getattr(kind, '_from_executor_fields', kind)
    return build(**arguments)
