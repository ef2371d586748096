import KFPTypes
import OrderedCollections

func kubernetesConfig(
  settings: [KubernetesSetting], resolve: (Channel) -> JSONValue
) -> JSONValue {
  .object([:])
}
