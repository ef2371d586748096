import KFPNotebook

/// What the guide through a lesson says, in the lesson's language.
struct LessonWords: Sendable {
  let usage: String
  let help: [(String, String)]
  let welcomeBack: @Sendable (_ step: Int, _ count: Int) -> String
  let runIt: String
  let exercise: String
  let done: String
  let notYet: String
  let takenBack: String
  let refused: String
  let noHint: String
  let noCommands: String
  let hereIsTheSolution: String
  let skipped: String
  let finished: String
  let next: @Sendable (_ command: String) -> String
  let left: @Sendable (_ command: String) -> String
  let aTaskFailed: String

  static func words(of language: LessonLanguage) -> LessonWords {
    switch language {
    case .english: english
    case .japanese: japanese
    }
  }

  private static let english = LessonWords(
    usage: "Enter goes on. `hint` helps, `solution` shows the answer, `quit` leaves, "
      + "`help` lists all.",
    help: [
      ("Enter", "run the cell that is shown, or end the one that is written"),
      ("hint", "help with the exercise"),
      ("solution", "show the answer, ready to be run"),
      ("skip", "go on with the answer, without running it oneself"),
      ("again", "show the text once more"),
      ("quit", "leave; the lesson goes on here next time (Ctrl-D does the same)"),
      ("Ctrl-C", "drop what is typed, or stop what runs"),
      ("Up", "bring back what was typed before"),
    ],
    welcomeBack: { "Welcome back: this is step \($0) of \($1)." },
    runIt: "Enter runs this cell: ",
    exercise: "Exercise",
    done: "✓ Well done.",
    notYet: "Not yet:",
    takenBack: "The cell was taken back and stands in the editor again. `hint` helps.",
    refused: "Nothing of this cell happened; it stands in the editor again. `hint` helps.",
    noHint: "There is no hint for this one.",
    noCommands: "Commands of the prompt are not part of a lesson; `kfps` alone has them.",
    hereIsTheSolution: "This is one answer; Enter runs it.",
    skipped: "The answer was taken:",
    finished: "That was the lesson.",
    next: { "The next one: \($0)" },
    left: { "Your place is kept: \($0) goes on here." },
    aTaskFailed: "a task failed")

  private static let japanese = LessonWords(
    usage: "Enter で進みます。`hint` でヒント、`solution` で解答、`quit` で中断、`help` で一覧を表示します。",
    help: [
      ("Enter", "表示されているセルを実行する。または入力中のセルを確定する"),
      ("hint", "演習のヒントを見る"),
      ("solution", "解答を表示し、そのまま実行できるようにする"),
      ("skip", "解答を採用して先へ進む"),
      ("again", "説明をもう一度表示する"),
      ("quit", "中断する。次回は続きから始まる（Ctrl-D も同じ）"),
      ("Ctrl-C", "入力中の内容を捨てる。または実行を止める"),
      ("Up", "前に入力した内容を呼び出す"),
    ],
    welcomeBack: { "おかえりなさい。全 \($1) ステップ中 \($0) から再開します。" },
    runIt: "Enter でこのセルを実行: ",
    exercise: "演習",
    done: "✓ よくできました。",
    notYet: "あと一歩です:",
    takenBack: "このセルは取り消され、エディタに戻りました。`hint` でヒントを見られます。",
    refused: "このセルは何も実行されず、エディタに戻りました。`hint` でヒントを見られます。",
    noHint: "この演習にヒントはありません。",
    noCommands: "プロンプトのコマンドはレッスンの中では使えません。`kfps` だけで起動すると使えます。",
    hereIsTheSolution: "解答の一例です。Enter で実行します。",
    skipped: "次の解答を採用しました:",
    finished: "このレッスンは終わりです。お疲れさまでした。",
    next: { "次のレッスン: \($0)" },
    left: { "ここまでの進捗は保存されました。\($0) で続きから始められます。" },
    aTaskFailed: "タスクが失敗しました")
}
