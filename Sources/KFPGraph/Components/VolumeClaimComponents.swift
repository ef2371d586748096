import KFPSpec
import KFPTypes

extension Component {
  /// `kubernetes.CreatePVC`. Its texts are part of the document, so they are the SDK's.
  public static let createPVC = Component(
    name: "createpvc", inputs: claimInputs,
    outputs: [Output(name: "name", type: .parameter(.string))],
    implementation: .container(ContainerExecutor(image: "argostub/createpvc")))

  /// `kubernetes.DeletePVC`.
  public static let deletePVC = Component(
    name: "deletepvc",
    inputs: [
      Input(
        name: "pvc_name", type: .parameter(.string),
        description: """
          Name of the PVC to delete. Supports passing a runtime-generated name, such as a name \
          provided by ``kubernetes.CreatePvcOp().outputs['name']``.
          """)
    ],
    outputs: [],
    implementation: .container(ContainerExecutor(image: "argostub/deletepvc")))

  private static let reference =
    "<https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/"
    + "persistent-volume-claim-v1/#PersistentVolumeClaim"

  private static let claimInputs: [Input] = [
    Input(
      name: "access_modes", type: .parameter(TypeText("typing.List[str]")),
      description: "Values for ``PersistentVolumeClaim.spec.accessModes``."),
    Input(
      name: "size", type: .parameter(.string),
      description: """
        The size of storage requested by the PVC that will be
        provisioned. For example, ``'5Gi'``. Corresponds to
        `PersistentVolumeClaim.spec.resources.requests.storage
        \(reference)Spec>`_.
        """),
    optional(
      "pvc_name", .string,
      """
      Name of the PVC. Corresponds to
      `PersistentVolumeClaim.metadata.name
      \(reference)>`_.
      Only one of ``pvc_name`` and ``pvc_name_suffix`` can be provided.
      """),
    optional(
      "pvc_name_suffix", .string,
      """
      Prefix to use for a dynamically generated name, which
      will take the form ``<argo-workflow-name>-<pvc_name_suffix>``. Only
      one of ``pvc_name`` and ``pvc_name_suffix`` can be provided.
      """),
    optional(
      "storage_class_name", .string, default: .string(""),
      """
      Name of StorageClass from which to provision the PV
      to back the PVC. ``None`` indicates to use the cluster's default
      storage_class_name. Set to ``''`` for a statically specified PVC.
      """),
    optional(
      "volume_name", .string,
      """
      Pre-existing PersistentVolume that should back the
      provisioned PersistentVolumeClaim. Used for statically
      specified PV only. Corresponds to
      `PersistentVolumeClaim.spec.volumeName
      \(reference)Spec>`_.
      """),
    optional(
      "annotations", TypeText("typing.Dict[str, str]"),
      """
      Annotations for the PVC's metadata. Corresponds to
      `PersistentVolumeClaim.metadata.annotations
      \(reference)>`_.
      """),
    optional(
      "data_source", TypeText("typing.Dict[str, str]"),
      """
      Specifies the data source for the PVC. This can be used to
      create a PVC from a VolumeSnapshot or to clone an existing PVC.
      Should be a dictionary with ``'apiGroup'``, ``'kind'``, and
      ``'name'`` keys. For example:
      ``{'apiGroup': 'snapshot.storage.k8s.io', 'kind': 'VolumeSnapshot', 'name': 'my-snapshot'}``.
      Corresponds to `PersistentVolumeClaim.spec.dataSource
      \(reference)Spec>`_.
      """),
  ]

  private static func optional(
    _ name: String, _ type: TypeText, default value: JSONValue? = nil, _ description: String
  ) -> Input {
    Input(
      name: name, type: .parameter(type), isOptional: true, defaultValue: value,
      description: description, acceptsNone: true)
  }
}
