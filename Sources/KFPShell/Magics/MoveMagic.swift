import KFPSession

/// `%move N [M]`.
struct MoveMagic: Magic {
  let name = "move"
  let usage = "%move N [M]"
  let summary = "move cell N in front of cell M, or to the end"
  let discussion = """
    Cells keep their numbers. Nothing happens if the cells do not hold together in the new order,
    for example because one would use a name before it is there.
    """
  let takes = MagicWords.cell

  func run(_ words: String, in prompt: Prompt) async {
    let numbers = words.split(separator: " ").map(String.init)
    guard let first = numbers.first, numbers.count < 3 else {
      prompt.complain("%move takes the numbers of one or two cells: %move 4 2")
      return
    }
    guard let cell = prompt.cell(first, of: self) else { return }
    var target: Session.Cell?
    if numbers.count == 2 {
      guard let found = prompt.cell(numbers[1], of: self) else { return }
      target = found
    }
    guard cell.number != target?.number else { return }
    await prompt.apply(.move(number: cell.number, before: target?.number))
  }
}
