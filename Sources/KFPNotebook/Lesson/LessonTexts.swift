// swift-format-ignore-file
// Written by samples/tutorial/embed from the lessons beside it. Change those and run it again.

/// The lessons of the tutorial, in order, by language.
let lessonTexts: [(name: String, language: String, text: String)] = [
("hello", "en", ##"""
# %% [markdown]
# # Hello, world
#
# A *pipeline* is a program whose steps run on their own: each in a container of its own, on this
# computer today and on a cluster of a hundred machines tomorrow. A step is called a **task**, and what
# a task runs is called a **component**.
#
# The simplest component is a Python function with a decorator in front of it.

# %%
@component(base_image="python:3.11")
def hello(name: str) -> str:
    message = f"Hello, {name}!"
    print(message)
    return message

# %% [markdown]
# Nothing was printed: a component is a description. The decorator keeps the *text* of the function, and
# the text travels to wherever the task will run. `base_image` is the container image it runs in there;
# here, while learning, tasks are plain processes of this computer.
#
# The types in the signature are important. `name: str` is an **input** and `-> str` is an **output**:
# they are the only way in and out of a component.
#
# Calling a component makes a task, and here the task runs at once.

# %%
first = hello(name="world")

# %% [markdown]
# The line with the bar is what the task printed, and the arrow is what it returned. `first` is not the
# text `"Hello, world!"`: it is the task. Its text is called `first.output`.

# %%
first.output

# %% [exercise] Greet somebody
# Call `hello` with a name of your choice, and keep the task in the variable `greeting`.

# %% [hint]
# It is the same call as above, with other words at two places:
# `greeting = hello(name="...")`

# %% [solution]
greeting = hello(name="Ada")

# %% [check]
assert greeting.output != "Hello, world!", "greet somebody else than the world"
assert greeting.output != first.output

# %% [markdown]
# ## Inputs are named
#
# A component's inputs are always given by name, since a pipeline may connect dozens of them. A call
# without the name is refused before anything runs, and the message says what to write.
#
# A component is also *shipped alone*. Its text travels without the rest of your script, so whatever it
# needs has to be inside of it: imports above all.

# %% [exercise] A component that cannot run
# This component uses `math`, which is imported outside. Enter it as it is to see what kfps says about
# it; then mend it.
#
# ```python
# import math
#
# @component(base_image="python:3.11")
# def circle(radius: float) -> float:
#     return math.pi * radius * radius
#
# area = circle(radius=2.0)
# ```

# %% [hint]
# The line `import math` belongs into the function, above `return`, and indented like it.

# %% [solution]
@component(base_image="python:3.11")
def circle(radius: float) -> float:
    import math

    return math.pi * radius * radius


area = circle(radius=2.0)

# %% [check]
assert area.output > 12.5
assert area.output < 12.6, "the circle with the radius 2 has the area 12.566..."

# %% [exercise] Your own component
# Write a component `shout` that takes a `text` and returns it in capital letters with an exclamation
# mark behind it, so that `"hello"` becomes `"HELLO!"`. Python's `text.upper()` gives capital letters.
#
# An empty line ends the function.

# %% [hint]
# Begin like `hello` above: the decorator, then `def shout(text: str) -> str:`, then a `return`.

# %% [solution]
@component(base_image="python:3.11")
def shout(text: str) -> str:
    return text.upper() + "!"

# %% [check]
assert shout(text="hello").output == "HELLO!", '`shout(text="hello")` should return `HELLO!`'

# %% [markdown]
# ## What was learned
#
# - A component is a function with `@component`; its text is what runs, elsewhere.
# - Inputs and outputs have types, and calls name their inputs.
# - Calling a component makes a task; `task.output` is what it returns.
# - Mistakes are found before anything runs.

"""##),
("hello", "ja", ##"""
# %% [markdown]
# # Hello, world
#
# **パイプライン**は、それぞれ独立して動くステップからなるプログラムです。各ステップは自分専用
# のコンテナで動くので、今日はこのパソコンで、明日は百台のクラスタで、と同じものをそのまま実行
# できます。一つのステップを**タスク**、タスクが実行する中身を**コンポーネント**と呼びます。
#
# いちばん簡単なコンポーネントは、デコレータを付けた Python の関数です。

# %%
@component(base_image="python:3.11")
def hello(name: str) -> str:
    message = f"Hello, {name}!"
    print(message)
    return message

# %% [markdown]
# 何も表示されませんでした。コンポーネントは「説明書」だからです。デコレータは関数の*テキスト*を
# 覚えておき、タスクが動く場所へそのテキストを送ります。`base_image` はそこで使われるコンテナ
# イメージです。学習中のいまは、タスクはこのパソコンのふつうのプロセスとして動きます。
#
# シグネチャの型は大切です。`name: str` が**入力**、`-> str` が**出力**で、コンポーネントへの
# 出入り口はこの二つだけです。
#
# コンポーネントを呼び出すとタスクができ、ここではすぐに実行されます。

# %%
first = hello(name="world")

# %% [markdown]
# 縦棒の付いた行はタスクが表示した内容、矢印の行はタスクが返した値です。`first` は文字列 `"Hello, world!"` そ
# のものではなく、タスクです。返された文字列は `first.output` で表します。

# %%
first.output

# %% [exercise] だれかに挨拶する
# 好きな名前で `hello` を呼び出し、そのタスクを変数 `greeting` に入れてください。

# %% [hint]
# 上の呼び出しと同じ形で、二か所だけ変わります: `greeting = hello(name="...")`

# %% [solution]
greeting = hello(name="Ada")

# %% [check]
assert greeting.output != "Hello, world!", "world 以外のだれかに挨拶してください"
assert greeting.output != first.output

# %% [markdown]
# ## 入力には名前を付ける
#
# コンポーネントの入力は、必ず名前を付けて渡します。パイプラインでは何十もの入力をつなぐことが
# あるからです。名前のない呼び出しは、実行される前に断られ、どう書けばよいかが表示されます。
#
# また、コンポーネントは*単独で送られます*。スクリプトのほかの部分は一緒に行きません。ですから
# 必要なもの、とくに `import` は、関数の中に書きます。

# %% [exercise] 動かないコンポーネント
# このコンポーネントは、外側で import した `math` を使っています。まずこのまま実行して kfps が
# 何と言うかを見てから、直してください。
#
# ```python
# import math
#
# @component(base_image="python:3.11")
# def circle(radius: float) -> float:
#     return math.pi * radius * radius
#
# area = circle(radius=2.0)
# ```

# %% [hint]
# `import math` の行を関数の中、`return` の上に、同じ字下げで移します。

# %% [solution]
@component(base_image="python:3.11")
def circle(radius: float) -> float:
    import math

    return math.pi * radius * radius


area = circle(radius=2.0)

# %% [check]
assert area.output > 12.5
assert area.output < 12.6, "半径 2 の円の面積は 12.566... です"

# %% [exercise] 自分で書くコンポーネント
# `text` を受け取り、大文字にして感嘆符を付けて返すコンポーネント `shout` を書いてください。`"hello"` は `"HELLO!"` に
# なります。大文字にするには Python の `text.upper()` を使います。
#
# 空行を入力すると関数が終わります。

# %% [hint]
# 上の `hello` と同じように始めます。デコレータ、`def shout(text: str) -> str:`、そして `return` で
# す。

# %% [solution]
@component(base_image="python:3.11")
def shout(text: str) -> str:
    return text.upper() + "!"

# %% [check]
assert shout(text="hello").output == "HELLO!", '`shout(text="hello")` は `HELLO!` を返すはずです'

# %% [markdown]
# ## まとめ
#
# - コンポーネントは `@component` を付けた関数です。そのテキストが別の場所で実行されます。
# - 入力と出力には型があり、呼び出すときは入力に名前を付けます。
# - コンポーネントを呼び出すとタスクができます。返した値は `task.output` です。
# - 間違いは、実行する前に見つかります。

"""##),
("pipelines", "en", ##"""
# %% [markdown]
# # Pipelines, parameters and the document
#
# So far tasks ran one by one. A **pipeline** is a function that says which tasks belong together. Like a
# component it has inputs, which are called **parameters**, and it may have an output.

# %%
@component(base_image="python:3.11")
def greet(name: str, times: int) -> str:
    return " ".join([f"Hello, {name}!"] * times)


# %%
@pipeline(name="greeting", description="Greets somebody, several times if need be")
def greeting(name: str = "world", times: int = 1) -> str:
    task = greet(name=name, times=times)
    return task.output

# %% [markdown]
# Again nothing ran. The body of a pipeline is looked at once, to see its tasks and what flows between
# them. `name` and `times` have no values while that happens: they stand for what will be given when the
# pipeline runs. A default makes a parameter optional.
#
# Here, in the notebook, a pipeline can be called like a component, and then it runs.

# %%
twice = greeting(name="Grace", times=2)

# %% [exercise] Another default
# Change this copy of the pipeline so that it greets `Ada` three times when it is called without arguments.
#
# ```python
# @pipeline(name="cheering")
# def cheering(name: str = "world", times: int = 1) -> str:
#     task = greet(name=name, times=times)
#     return task.output
# ```

# %% [hint]
# Only the two defaults in the line with `def` change.

# %% [solution]
@pipeline(name="cheering")
def cheering(name: str = "Ada", times: int = 3) -> str:
    task = greet(name=name, times=times)
    return task.output

# %% [check]
assert cheering().output == "Hello, Ada! Hello, Ada! Hello, Ada!", "`cheering()` should greet Ada three times"

# %% [markdown]
# ## A parameter is no value
#
# `times` has no value while the pipeline is looked at, so Python's `if times > 3:` cannot be answered
# then. kfps refuses it (and a later lesson shows what to write instead). The same goes for
# `f"{name}".upper()`: a computation on run-time values belongs into a component.
#
# What may be done with a parameter: pass it on, put it into a text, compare it in `If`, loop over it.

# %% [exercise] A text with a parameter in it
# Write a pipeline `letter` with one parameter `name: str`, which calls `greet` once with the name
# `"dear "` followed by the parameter. An f-string does it: `f"dear {name}"`.

# %% [hint]
# The decorator is `@pipeline(name="letter")`. The body is one call, `task = greet(...)`, and
# `return task.output` behind it; do not forget `-> str`.

# %% [solution]
@pipeline(name="letter")
def letter(name: str) -> str:
    task = greet(name=f"dear {name}", times=1)
    return task.output

# %% [check]
assert letter(name="Ada").output == "Hello, dear Ada!", '`letter(name="Ada")` should give `Hello, dear Ada!`'

# %% [markdown]
# ## The document
#
# For a cluster a pipeline is *compiled*: a YAML document says everything about it, and nothing else is
# needed to run it. In a file `greeting.kfps` this would be
#
# ```console
# $ kfps compile greeting.kfps -o greeting.yaml
# ```
#
# and at the prompt of `kfps` it is `%emit greeting.yaml`. The document holds the components with the text
# of their functions, and a root that connects them:
#
# ```yaml
# root:
#   dag:
#     tasks:
#       greet:
#         componentRef:
#           name: comp-greet
#         inputs:
#           parameters:
#             name:
#               componentInputParameter: name
# ```
#
# Kubeflow Pipelines and Vertex AI Pipelines both take this document. The official SDK writes it too, to
# the same letter: `compiler.Compiler().compile(greeting, "greeting.yaml")`.
#
# ## What was learned
#
# - `@pipeline` makes a pipeline of a function; its parameters may have defaults.
# - The body is looked at once and describes; values exist only while tasks run.
# - Compiling writes a document that is all a cluster needs.

"""##),
("pipelines", "ja", ##"""
# %% [markdown]
# # パイプライン、パラメータ、そして文書
#
# ここまではタスクを一つずつ動かしました。**パイプライン**は、どのタスクが一緒に働くかを述べる
# 関数です。コンポーネントと同じように入力（**パラメータ**と呼びます）を持ち、出力を持つことも
# できます。

# %%
@component(base_image="python:3.11")
def greet(name: str, times: int) -> str:
    return " ".join([f"Hello, {name}!"] * times)


# %%
@pipeline(name="greeting", description="Greets somebody, several times if need be")
def greeting(name: str = "world", times: int = 1) -> str:
    task = greet(name=name, times=times)
    return task.output

# %% [markdown]
# 今度も何も動きませんでした。パイプラインの本体は一度だけ読まれ、どんなタスクがあり、その間を
# 何が流れるかが調べられます。そのとき `name` と `times` にはまだ値がありません。実行するとき
# に与えられる値の代わりに置かれているのです。既定値のあるパラメータは省略できます。
#
# このノートブックでは、パイプラインもコンポーネントと同じように呼び出せて、その場で動きます。

# %%
twice = greeting(name="Grace", times=2)

# %% [exercise] 既定値を変える
# このパイプラインの写しを、引数なしで呼ぶと `Ada` に三回挨拶するように変えてください。
#
# ```python
# @pipeline(name="cheering")
# def cheering(name: str = "world", times: int = 1) -> str:
#     task = greet(name=name, times=times)
#     return task.output
# ```

# %% [hint]
# `def` の行にある二つの既定値だけが変わります。

# %% [solution]
@pipeline(name="cheering")
def cheering(name: str = "Ada", times: int = 3) -> str:
    task = greet(name=name, times=times)
    return task.output

# %% [check]
assert cheering().output == "Hello, Ada! Hello, Ada! Hello, Ada!", "`cheering()` は Ada に三回挨拶するはずです"

# %% [markdown]
# ## パラメータは値ではない
#
# パイプラインが読まれている間、`times` には値がありません。ですから Python の `if times > 3:` に
# は答えようがなく、kfps はこれを断ります（代わりの書き方は後のレッスンで学びます）。`f"{name}".upper()` も
# 同じです。実行時の値についての計算は、コンポーネントの中で行います。
#
# パラメータにできるのは、ほかへ渡すこと、文字列に埋め込むこと、`If` で比べること、ループで回
# すことです。

# %% [exercise] パラメータを含む文字列
# `name: str` というパラメータを一つ持つパイプライン `letter` を書いてください。`greet` を一回
# 呼び、名前として `"dear "` の後ろにパラメータを続けたものを渡します。f-string で `f"dear {name}"` と
# 書けます。

# %% [hint]
# デコレータは `@pipeline(name="letter")` です。本体は呼び出し `task = greet(...)` と、その次
# の `return task.output` です。`-> str` を忘れずに。

# %% [solution]
@pipeline(name="letter")
def letter(name: str) -> str:
    task = greet(name=f"dear {name}", times=1)
    return task.output

# %% [check]
assert letter(name="Ada").output == "Hello, dear Ada!", '`letter(name="Ada")` は `Hello, dear Ada!` になるはずです'

# %% [markdown]
# ## 文書
#
# クラスタで動かすには、パイプラインを*コンパイル*します。すべてを記した YAML の文書ができ、実
# 行にはそれだけがあれば足ります。ファイル `greeting.kfps` なら次のとおりです。
#
# ```console
# $ kfps compile greeting.kfps -o greeting.yaml
# ```
#
# `kfps` のプロンプトでは `%emit greeting.yaml` です。文書には、コンポーネントと関数のテキスト、
# そしてそれらをつなぐ root が入っています。
#
# ```yaml
# root:
#   dag:
#     tasks:
#       greet:
#         componentRef:
#           name: comp-greet
#         inputs:
#           parameters:
#             name:
#               componentInputParameter: name
# ```
#
# この文書は Kubeflow Pipelines でも Vertex AI Pipelines でも使えます。公式 SDK の `compiler.Compiler().compile(greeting, "greeting.yaml")` も、
# 一字一句同じ文書を書きます。
#
# ## まとめ
#
# - `@pipeline` を付けた関数がパイプラインになり、パラメータは既定値を持てます。
# - 本体は一度だけ読まれる「説明」で、値があるのはタスクが動いている間だけです。
# - コンパイルすると、クラスタに必要なものがすべて入った文書ができます。

"""##),
("connecting", "en", ##"""
# %% [markdown]
# # Connecting components
#
# The order of tasks is not written down. It follows from the data: a task that takes the output of
# another one runs after it, and tasks that take nothing from each other run at the same time.

# %%
@component(base_image="python:3.11")
def count_words(text: str) -> int:
    return len(text.split())


@component(base_image="python:3.11")
def add(a: int, b: int) -> int:
    return a + b

# %% [markdown]
# `count_words` gives an `int`, and `add` takes two. Both counts run side by side; the sum waits for them.

# %%
left = count_words(text="one two three")
right = count_words(text="four five")
total = add(a=left.output, b=right.output)

# %%
total.output

# %% [exercise] One more
# Add `100` to `total` with another task, and call it `more`. An input takes a plain value as well as the
# output of a task.

# %% [hint]
# `more = add(a=..., b=100)`

# %% [solution]
more = add(a=total.output, b=100)

# %% [check]
assert more.output == 105, "`more.output` should be 105"

# %% [markdown]
# ## Several outputs
#
# A component with more than one output returns a `NamedTuple`. Then `task.output` would not say which one
# is meant, so they are asked for by name: `task.outputs["longest"]`.

# %%
from typing import NamedTuple


@component(base_image="python:3.11")
def measure(text: str) -> NamedTuple("Measures", [("words", int), ("longest", str)]):
    words = text.split()
    return (len(words), max(words, key=len))


measured = measure(text="pipelines are programs")

# %% [exercise] Take one of two
# Count the words of the *longest* word that `measured` found, with a task called `counted`. (It is one
# word, so the answer is dull; the connection is what matters.)

# %% [hint]
# The output is `measured.outputs["longest"]`, and `count_words` has an input `text`.

# %% [solution]
counted = count_words(text=measured.outputs["longest"])

# %% [check]
assert counted.output == 1, "`counted` should count the words of one word"

# %% [markdown]
# ## Order without data
#
# Sometimes a task has to wait for another one although it takes nothing from it: a table must be there
# before it is read. `task.after(other)` says so.

# %%
@component(base_image="python:3.11")
def say(text: str) -> str:
    print(text)
    return text

# %% [exercise] First things first
# Make two tasks with `say`, `prepare` and `begin`, with texts of your choice, and let `begin` wait for
# `prepare`.

# %% [hint]
# `prepare = say(text="...")`, then `begin = say(text="...").after(prepare)`; both fit into one cell.

# %% [solution]
prepare = say(text="the table is laid")
begin = say(text="dinner is served").after(prepare)

# %% [check]
assert say(text=begin.output).after(prepare).output != "", "there should be a task `begin` after a task `prepare`"

# %% [markdown]
# ## What was learned
#
# - `task.output` connects tasks, `task.outputs["name"]` where there are several.
# - What is independent runs at the same time.
# - `.after(...)` is for an order that no data shows.

"""##),
("connecting", "ja", ##"""
# %% [markdown]
# # コンポーネントをつなぐ
#
# タスクの順番は書きません。順番はデータから決まります。ほかのタスクの出力を受け取るタスクはそ
# の後に動き、互いに何も受け取らないタスクは同時に動きます。

# %%
@component(base_image="python:3.11")
def count_words(text: str) -> int:
    return len(text.split())


@component(base_image="python:3.11")
def add(a: int, b: int) -> int:
    return a + b

# %% [markdown]
# `count_words` は `int` を返し、`add` は二つの `int` を受け取ります。二つの数え上げは並んで動
# き、合計はその両方を待ちます。

# %%
left = count_words(text="one two three")
right = count_words(text="four five")
total = add(a=left.output, b=right.output)

# %%
total.output

# %% [exercise] もう一つ足す
# 別のタスクで `total` に `100` を足し、そのタスクを `more` としてください。入力には、タスクの
# 出力だけでなく、ふつうの値も渡せます。

# %% [hint]
# `more = add(a=..., b=100)`

# %% [solution]
more = add(a=total.output, b=100)

# %% [check]
assert more.output == 105, "`more.output` は 105 になるはずです"

# %% [markdown]
# ## 複数の出力
#
# 出力が二つ以上あるコンポーネントは `NamedTuple` を返します。`task.output` ではどれのことか分
# からないので、`task.outputs["longest"]` のように名前で取り出します。

# %%
from typing import NamedTuple


@component(base_image="python:3.11")
def measure(text: str) -> NamedTuple("Measures", [("words", int), ("longest", str)]):
    words = text.split()
    return (len(words), max(words, key=len))


measured = measure(text="pipelines are programs")

# %% [exercise] 二つのうちの一つ
# `measured` が見つけた*いちばん長い単語*について、その単語数を数えるタスク `counted` を作って
# ください。（一語なので答えはつまらないのですが、大事なのはつなぎ方です。）

# %% [hint]
# 出力は `measured.outputs["longest"]`、`count_words` の入力は `text` です。

# %% [solution]
counted = count_words(text=measured.outputs["longest"])

# %% [check]
assert counted.output == 1, "`counted` は一語の単語数を数えるはずです"

# %% [markdown]
# ## データのない順番
#
# 何も受け取らないのに、別のタスクを待たなければならないことがあります。表を読む前に、表ができ
# ていなければならない、というような場合です。`task.after(other)` と書きます。

# %%
@component(base_image="python:3.11")
def say(text: str) -> str:
    print(text)
    return text

# %% [exercise] まずは準備から
# `say` で二つのタスク `prepare` と `begin` を作り（文は自由です）、`begin` が `prepare` を待
# つようにしてください。

# %% [hint]
# `prepare = say(text="...")`、次に `begin = say(text="...").after(prepare)` です。二行とも一
# つのセルに書けます。

# %% [solution]
prepare = say(text="the table is laid")
begin = say(text="dinner is served").after(prepare)

# %% [check]
assert say(text=begin.output).after(prepare).output != "", "タスク `prepare` の後に動くタスク `begin` を作ってください"

# %% [markdown]
# ## まとめ
#
# - `task.output` でタスクをつなぎます。出力が複数あるときは `task.outputs["名前"]` です。
# - 互いに関係のないタスクは同時に動きます。
# - データに現れない順番は `.after(...)` で書きます。

"""##),
("checking", "en", ##"""
# %% [markdown]
# # What the compiler checks
#
# On a cluster a mistake costs minutes: an image is fetched, a machine is started, and then the task fails
# because of a letter. So everything that can be known before is checked before. This lesson makes mistakes
# on purpose; each cell below is wrong at first.

# %%
@component(base_image="python:3.11")
def split(text: str) -> list:
    return text.split()


@component(base_image="python:3.11")
def join(words: list, glue: str = " ") -> str:
    return glue.join(words)


@component(base_image="python:3.11")
def size(words: list) -> int:
    return len(words)

# %% [exercise] A wrong name
# Run this cell as it is, read what kfps says, and correct it. Look at the second part of the message: it
# shows where the input is declared.
#
# ```python
# words = split(texts="to be or not to be")
# ```

# %% [hint]
# The input of `split` is called `text`.

# %% [solution]
words = split(text="to be or not to be")

# %% [check]
assert size(words=words.output).output == 6, "`words` should be the six words"

# %% [exercise] A wrong type
# The output of `size` is a number, and `join` joins lists. Read the message, then give `join` what it
# wants, so that `sentence` is the text again.
#
# ```python
# sentence = join(words=size(words=words.output).output)
# ```

# %% [hint]
# `words.output` is a list.

# %% [solution]
sentence = join(words=words.output)

# %% [check]
assert sentence.output == "to be or not to be", "`sentence` should be the text that `split` was given"

# %% [exercise] A value that is not there yet
# Whether there are many words is not known while this cell is read. Replace the line with `if` by one that
# asks at run time: `with If(... > 3):`. The rest may stay as it is.
#
# ```python
# count = size(words=words.output)
# if count.output > 3:
#     dashed = join(words=words.output, glue="-")
# ```

# %% [hint]
# `with If(count.output > 3):` The next lesson is all about it.

# %% [solution]
count = size(words=words.output)
with If(count.output > 3):
    dashed = join(words=words.output, glue="-")

# %% [check]
assert count.output == 6
assert dashed.output == "to-be-or-not-to-be", "`dashed` should be joined with dashes"

# %% [exercise] A body that cannot run
# The body of a component is checked as well, although it runs much later and elsewhere. Mend this one: it
# uses a name of the notebook.
#
# ```python
# greeting = "Hello"
#
# @component(base_image="python:3.11")
# def greet(name: str) -> str:
#     return f"{greeting}, {name}!"
#
# hello = greet(name="Ada")
# ```

# %% [hint]
# Either move the line `greeting = "Hello"` into the function, or make it an input:
# `def greet(name: str, greeting: str = "Hello") -> str:`.

# %% [solution]
@component(base_image="python:3.11")
def greet(name: str, greeting: str = "Hello") -> str:
    return f"{greeting}, {name}!"


hello = greet(name="Ada")

# %% [check]
assert hello.output == "Hello, Ada!"

# %% [markdown]
# ## Without a prompt
#
# For files there is `kfps check FILE`, which names all mistakes at once. `kfps check --fix FILE` corrects
# those that have one certain correction, and `kfps explain E0302` says more about a code, with a wrong and a
# right program. An editor or a CI job takes `--format json` or `--format sarif`.
#
# ## What was learned
#
# - Names and types of inputs are checked, across components and before anything runs.
# - Run-time values cannot decide a plain `if`.
# - The bodies of components are checked for what will not exist where they run.

"""##),
("checking", "ja", ##"""
# %% [markdown]
# # コンパイラが確かめること
#
# クラスタでは、一つの間違いに何分もかかります。イメージを取得し、マシンを起動し、それから一文
# 字のためにタスクが失敗するのです。ですから、前もって分かることはすべて前もって確かめます。こ
# のレッスンではわざと間違えます。これから出てくるセルは、どれも最初は間違っています。

# %%
@component(base_image="python:3.11")
def split(text: str) -> list:
    return text.split()


@component(base_image="python:3.11")
def join(words: list, glue: str = " ") -> str:
    return glue.join(words)


@component(base_image="python:3.11")
def size(words: list) -> int:
    return len(words)

# %% [exercise] 名前の間違い
# このセルをまずそのまま実行し、kfps の言うことを読んでから直してください。メッセージの後半に
# は、入力が宣言されている場所が示されます。
#
# ```python
# words = split(texts="to be or not to be")
# ```

# %% [hint]
# `split` の入力は `text` です。

# %% [solution]
words = split(text="to be or not to be")

# %% [check]
assert size(words=words.output).output == 6, "`words` は六つの単語になるはずです"

# %% [exercise] 型の間違い
# `size` の出力は数ですが、`join` がつなぐのはリストです。メッセージを読んで、`sentence` が元
# の文に戻るよう、`join` が求めるものを渡してください。
#
# ```python
# sentence = join(words=size(words=words.output).output)
# ```

# %% [hint]
# `words.output` がリストです。

# %% [solution]
sentence = join(words=words.output)

# %% [check]
assert sentence.output == "to be or not to be", "`sentence` は `split` に渡した文に戻るはずです"

# %% [exercise] まだ存在しない値
# 単語がたくさんあるかどうかは、このセルが読まれるときには分かりません。`if` の行を、実行時に
# 問う `with If(... > 3):` に書き換えてください。ほかはそのままで構いません。
#
# ```python
# count = size(words=words.output)
# if count.output > 3:
#     dashed = join(words=words.output, glue="-")
# ```

# %% [hint]
# `with If(count.output > 3):` です。次のレッスンで詳しく学びます。

# %% [solution]
count = size(words=words.output)
with If(count.output > 3):
    dashed = join(words=words.output, glue="-")

# %% [check]
assert count.output == 6
assert dashed.output == "to-be-or-not-to-be", "`dashed` はハイフンでつながれるはずです"

# %% [exercise] 動かない本体
# コンポーネントの本体はずっと後に別の場所で動きますが、それも確かめられます。このコンポーネン
# トはノートブックの名前を使っています。直してください。
#
# ```python
# greeting = "Hello"
#
# @component(base_image="python:3.11")
# def greet(name: str) -> str:
#     return f"{greeting}, {name}!"
#
# hello = greet(name="Ada")
# ```

# %% [hint]
# `greeting = "Hello"` の行を関数の中へ移すか、`def greet(name: str, greeting: str = "Hello") -> str:` の
# ように入力にします。

# %% [solution]
@component(base_image="python:3.11")
def greet(name: str, greeting: str = "Hello") -> str:
    return f"{greeting}, {name}!"


hello = greet(name="Ada")

# %% [check]
assert hello.output == "Hello, Ada!"

# %% [markdown]
# ## プロンプトを使わずに
#
# ファイルには `kfps check FILE` を使います。間違いが一度にすべて示されます。`kfps check --fix FILE` は、
# 直し方が一つに決まるものを直します。`kfps explain E0302` は、そのコードの意味を、間違ったプ
# ログラムと正しいプログラムで説明します。エディタや CI には `--format json` や `--format sarif` が
# あります。
#
# ## まとめ
#
# - 入力の名前と型は、実行する前に、コンポーネントをまたいで確かめられます。
# - 実行時の値で、ふつうの `if` を決めることはできません。
# - コンポーネントの本体も、動く場所に存在しないものを使っていないか確かめられます。

"""##),
("conditions", "en", ##"""
# %% [markdown]
# # Conditions
#
# Which way a pipeline goes may depend on what a task finds out. While the pipeline is read nobody knows it
# yet, so Python's `if` cannot help: both ways have to be in the document, each with its condition. That is
# what `If`, `Elif` and `Else` do.

# %%
@component(base_image="python:3.11")
def measure(text: str) -> int:
    return len(text)


@component(base_image="python:3.11")
def say(text: str) -> str:
    print(text)
    return text

# %% [markdown]
# The condition compares the output of a task, or a parameter, with a value or another output. The tasks in
# the block are skipped unless it holds.

# %%
length = measure(text="a long sentence")
with If(length.output > 10):
    long = say(text="that is long")
with If(length.output > 100):
    huge = say(text="that is huge")

# %% [exercise] An exact comparison
# `==`, `!=`, `<`, `<=`, `>` and `>=` can be used. Let a task `exact` say `"fifteen"` if the length is
# exactly 15.

# %% [hint]
# `with If(length.output == 15):` and in the block `exact = say(text="fifteen")`.

# %% [solution]
with If(length.output == 15):
    exact = say(text="fifteen")

# %% [check]
assert exact.output == "fifteen", "`exact` should have run and said `fifteen`"

# %% [markdown]
# ## One of several ways
#
# `If`, `Elif` and `Else` one behind the other belong together: exactly one of them runs. What comes behind
# usually does not care which one it was; `OneOf` is the output of whichever ran.

# %%
@pipeline(name="judge")
def judge(text: str) -> str:
    length = measure(text=text)
    with If(length.output > 10):
        long = say(text="long")
    with Else():
        short = say(text="short")
    return OneOf(long.output, short.output)

# %%
verdict = judge(text="tiny")

# %% [exercise] Three ways
# Change this copy of `judge` so that it has three ways: more than 10 letters is `"long"`, more than 5 is `"middling"`,
# anything else is `"short"`. `OneOf` takes all three outputs.
#
# ```python
# @pipeline(name="judge-again")
# def judge_again(text: str) -> str:
#     length = measure(text=text)
#     with If(length.output > 10):
#         long = say(text="long")
#     with Else():
#         short = say(text="short")
#     return OneOf(long.output, short.output)
# ```

# %% [hint]
# Between the two blocks belongs `with Elif(length.output > 5):` with a task of its own, `middling`.

# %% [solution]
@pipeline(name="judge-again")
def judge_again(text: str) -> str:
    length = measure(text=text)
    with If(length.output > 10):
        long = say(text="long")
    with Elif(length.output > 5):
        middling = say(text="middling")
    with Else():
        short = say(text="short")
    return OneOf(long.output, middling.output, short.output)

# %% [check]
assert judge_again(text="seventy").output == "middling", '`judge_again(text="seventy")` should be `middling`'
assert judge_again(text="a long sentence").output == "long"
assert judge_again(text="tiny").output == "short"

# %% [markdown]
# ## What was learned
#
# - `with If(...)` runs its block if a comparison of run-time values holds.
# - `Elif` and `Else` belong to the `If` in front of them; one of them runs.
# - `OneOf` gives what the one that ran has given.

"""##),
("conditions", "ja", ##"""
# %% [markdown]
# # 条件
#
# タスクが調べた結果によって、パイプラインの進む道が変わることがあります。パイプラインが読まれ
# るときにはその結果がまだ分からないので、Python の `if` は役に立ちません。両方の道を、それぞ
# れの条件とともに文書に書いておく必要があります。それが `If`、`Elif`、`Else` です。

# %%
@component(base_image="python:3.11")
def measure(text: str) -> int:
    return len(text)


@component(base_image="python:3.11")
def say(text: str) -> str:
    print(text)
    return text

# %% [markdown]
# 条件では、タスクの出力やパラメータを、値やほかの出力と比べます。成り立たなければ、ブロックの
# 中のタスクは飛ばされます。

# %%
length = measure(text="a long sentence")
with If(length.output > 10):
    long = say(text="that is long")
with If(length.output > 100):
    huge = say(text="that is huge")

# %% [exercise] ぴったり等しいとき
# 使える比較は `==`、`!=`、`<`、`<=`、`>`、`>=` です。長さがちょうど 15 のときに `"fifteen"` と
# 言うタスク `exact` を作ってください。

# %% [hint]
# `with If(length.output == 15):` と書き、ブロックの中に `exact = say(text="fifteen")` を置きます。

# %% [solution]
with If(length.output == 15):
    exact = say(text="fifteen")

# %% [check]
assert exact.output == "fifteen", "`exact` が動いて `fifteen` と言うはずです"

# %% [markdown]
# ## いくつかの道のうちの一つ
#
# 続けて書いた `If`、`Elif`、`Else` はひとまとまりで、そのうちちょうど一つが動きます。後に続く
# タスクにとって、どれが動いたかはふつうどうでもよいことです。`OneOf` は、動いたものの出力を表
# します。

# %%
@pipeline(name="judge")
def judge(text: str) -> str:
    length = measure(text=text)
    with If(length.output > 10):
        long = say(text="long")
    with Else():
        short = say(text="short")
    return OneOf(long.output, short.output)

# %%
verdict = judge(text="tiny")

# %% [exercise] 三つの道
# この `judge` の写しを、三つの道を持つように変えてください。10 文字より多ければ `"long"`、5 文
# 字より多ければ `"middling"`、それ以外は `"short"` です。`OneOf` には三つの出力をすべて渡しま
# す。
#
# ```python
# @pipeline(name="judge-again")
# def judge_again(text: str) -> str:
#     length = measure(text=text)
#     with If(length.output > 10):
#         long = say(text="long")
#     with Else():
#         short = say(text="short")
#     return OneOf(long.output, short.output)
# ```

# %% [hint]
# 二つのブロックの間に `with Elif(length.output > 5):` を入れ、その中に自分のタスク `middling` を
# 置きます。

# %% [solution]
@pipeline(name="judge-again")
def judge_again(text: str) -> str:
    length = measure(text=text)
    with If(length.output > 10):
        long = say(text="long")
    with Elif(length.output > 5):
        middling = say(text="middling")
    with Else():
        short = say(text="short")
    return OneOf(long.output, middling.output, short.output)

# %% [check]
assert judge_again(text="seventy").output == "middling", '`judge_again(text="seventy")` は `middling` になるはずです'
assert judge_again(text="a long sentence").output == "long"
assert judge_again(text="tiny").output == "short"

# %% [markdown]
# ## まとめ
#
# - `with If(...)` は、実行時の値の比較が成り立つときにブロックを動かします。
# - `Elif` と `Else` は前の `If` に続くもので、そのうち一つが動きます。
# - `OneOf` は、動いたものの出力です。

"""##),
("loops", "en", ##"""
# %% [markdown]
# # Fan-out and fan-in
#
# Ten models are to be trained with ten seeds. Ten calls would do, but the number may not even be known
# before. `ParallelFor` runs its block once per item, all items at the same time: the pipeline *fans out*.

# %%
@component(base_image="python:3.11")
def train(seed: int) -> float:
    return seed / 2

# %%
with ParallelFor([1, 2, 3]) as seed:
    score = train(seed=seed)

# %% [markdown]
# `seed` is a run-time value: in each iteration it is another item. The block is written once and read once.
#
# ## Bringing it together
#
# Behind the loop there are three scores, so `score.output` alone would not say which one is meant. The
# pipeline *fans in* with `Collected`: the outputs of all iterations as one list.

# %%
@component(base_image="python:3.11")
def average(numbers: list) -> float:
    return sum(numbers) / len(numbers)

# %% [exercise] The average
# Compute the average of the three scores with a task `mean`.

# %% [hint]
# `average` has one input, `numbers`; give it `Collected(score.output)`.

# %% [solution]
mean = average(numbers=Collected(score.output))

# %% [check]
assert mean.output == 1.0, "the average of 0.5, 1 and 1.5 is 1"

# %% [markdown]
# ## Items that a task makes
#
# The items may be the output of a task, or a parameter: how often the loop runs is then decided at run time.

# %%
@component(base_image="python:3.11")
def choose_seeds(count: int) -> list:
    return list(range(count))

# %% [exercise] A loop over an output
# Make ten seeds with `choose_seeds`, train with each of them, and let the task `best` be the average of the
# ten scores.
#
# ```python
# seeds = choose_seeds(count=10)
# ```

# %% [hint]
# Three lines are missing: `with ParallelFor(seeds.output) as seed:`, a call of `train` in its block, and a
# call of `average` behind it.

# %% [solution]
seeds = choose_seeds(count=10)
with ParallelFor(seeds.output) as seed:
    trained = train(seed=seed)
best = average(numbers=Collected(trained.output))

# %% [check]
assert best.output == 2.25, "the average of 0, 0.5, ... 4.5 is 2.25"

# %% [markdown]
# ## Items with parts
#
# An item may be a dictionary, whose parts are `item.name`. And where a thousand machines would be too many,
# `ParallelFor(items, parallelism=2)` lets two iterations run at a time.

# %% [exercise] A grid
# Loop over two dictionaries, `{"a": 1, "b": 2}` and `{"a": 3, "b": 4}`, multiply the parts of each with the
# component below in a task `product`, and collect the products with `average` in a task `middle`.
#
# ```python
# @component(base_image="python:3.11")
# def multiply(a: int, b: int) -> int:
#     return a * b
#
#
# with ParallelFor([{"a": 1, "b": 2}, {"a": 3, "b": 4}], parallelism=2) as item:
#     product = multiply(a=item.a, b=1)
# ```

# %% [hint]
# The other part is `item.b`, and one line is missing behind the loop.

# %% [solution]
@component(base_image="python:3.11")
def multiply(a: int, b: int) -> int:
    return a * b


with ParallelFor([{"a": 1, "b": 2}, {"a": 3, "b": 4}], parallelism=2) as item:
    product = multiply(a=item.a, b=item.b)
middle = average(numbers=Collected(product.output))

# %% [check]
assert middle.output == 7.0, "the products are 2 and 12, their average is 7"

# %% [markdown]
# ## What was learned
#
# - `ParallelFor` runs its block once per item, side by side.
# - `Collected` makes a list of an output's values.
# - Items may come from a task; items with parts are dictionaries; `parallelism` sets a limit.

"""##),
("loops", "ja", ##"""
# %% [markdown]
# # ファンアウトとファンイン
#
# 十個の乱数の種で十個のモデルを訓練するとします。十回呼び出してもよいのですが、そもそも個数が
# 前もって分からないこともあります。`ParallelFor` は項目ごとに一回ずつ、すべて同時にブロックを
# 動かします。パイプラインがここで*広がる*（ファンアウト）のです。

# %%
@component(base_image="python:3.11")
def train(seed: int) -> float:
    return seed / 2

# %%
with ParallelFor([1, 2, 3]) as seed:
    score = train(seed=seed)

# %% [markdown]
# `seed` は実行時の値で、繰り返しごとに別の項目になります。ブロックは一度書かれ、一度読まれる
# だけです。
#
# ## 一つにまとめる
#
# ループの後にはスコアが三つあるので、`score.output` だけではどれのことか分かりません。`Collected` を
# 使うと、すべての繰り返しの出力が一つのリストになり、パイプラインは再び*集まります*（ファンイ
# ン）。

# %%
@component(base_image="python:3.11")
def average(numbers: list) -> float:
    return sum(numbers) / len(numbers)

# %% [exercise] 平均
# 三つのスコアの平均を、タスク `mean` で求めてください。

# %% [hint]
# `average` の入力は `numbers` 一つです。`Collected(score.output)` を渡します。

# %% [solution]
mean = average(numbers=Collected(score.output))

# %% [check]
assert mean.output == 1.0, "0.5、1、1.5 の平均は 1 です"

# %% [markdown]
# ## タスクが作る項目
#
# 項目は、タスクの出力やパラメータでも構いません。ループを何回回るかは、実行時に決まります。

# %%
@component(base_image="python:3.11")
def choose_seeds(count: int) -> list:
    return list(range(count))

# %% [exercise] 出力でループする
# `choose_seeds` で種を十個作り、その一つひとつで訓練し、十個のスコアの平均をタスク `best` と
# してください。
#
# ```python
# seeds = choose_seeds(count=10)
# ```

# %% [hint]
# 足りないのは三行です。`with ParallelFor(seeds.output) as seed:`、そのブロックの中の `train` の
# 呼び出し、そしてループの後の `average` の呼び出しです。

# %% [solution]
seeds = choose_seeds(count=10)
with ParallelFor(seeds.output) as seed:
    trained = train(seed=seed)
best = average(numbers=Collected(trained.output))

# %% [check]
assert best.output == 2.25, "0、0.5、…、4.5 の平均は 2.25 です"

# %% [markdown]
# ## 部分を持つ項目
#
# 項目は辞書でもよく、その部分は `item.name` の形で使えます。また、千台のマシンでは多すぎると
# いうときは、`ParallelFor(items, parallelism=2)` で同時に動く繰り返しを二つまでにできます。

# %% [exercise] グリッド
# 二つの辞書 `{"a": 1, "b": 2}` と `{"a": 3, "b": 4}` でループし、下のコンポーネントを使うタス
# ク `product` でそれぞれの部分を掛け合わせ、その積をタスク `middle` で `average` に集めてくだ
# さい。
#
# ```python
# @component(base_image="python:3.11")
# def multiply(a: int, b: int) -> int:
#     return a * b
#
#
# with ParallelFor([{"a": 1, "b": 2}, {"a": 3, "b": 4}], parallelism=2) as item:
#     product = multiply(a=item.a, b=1)
# ```

# %% [hint]
# もう一つの部分は `item.b` です。ループの後にも一行足りません。

# %% [solution]
@component(base_image="python:3.11")
def multiply(a: int, b: int) -> int:
    return a * b


with ParallelFor([{"a": 1, "b": 2}, {"a": 3, "b": 4}], parallelism=2) as item:
    product = multiply(a=item.a, b=item.b)
middle = average(numbers=Collected(product.output))

# %% [check]
assert middle.output == 7.0, "積は 2 と 12、その平均は 7 です"

# %% [markdown]
# ## まとめ
#
# - `ParallelFor` は項目ごとに一回ずつ、並べてブロックを動かします。
# - `Collected` は出力の値をリストにします。
# - 項目はタスクから得てもよく、部分を持つ項目は辞書です。`parallelism` で上限を決められます。

"""##),
("artifacts", "en", ##"""
# %% [markdown]
# # Artifacts
#
# Numbers and short texts travel inside the documents of a run. A table of a million lines or a model does
# not: it is a file, and what travels is its address. Such a thing is an **artifact**. It has a kind
# (`Dataset`, `Model`, `Metrics`, ...), an address and metadata.
#
# There are two ways to write components with artifacts.
#
# ## The first way: inputs and outputs
#
# An output artifact is an argument of the function, annotated `Output[...]`. The file is written to its
# `path`, whatever is worth knowing goes into its `metadata`.

# %%
@component(base_image="python:3.11")
def make_table(rows: int, table: Output[Dataset]):
    with open(table.path, "w") as file:
        for row in range(rows):
            file.write(f"{row},{row * row}\n")
    table.metadata["rows"] = rows

# %%
made = make_table(rows=4)

# %% [markdown]
# The caller does not give `table`: it is what the task makes. Another task takes it as `Input[Dataset]`, and
# reads from *its* `path`. Where the file is in between is the platform's business.

# %% [exercise] Read the table
# Write a component `add_up` with an input `table: Input[Dataset]` that returns the sum of the second column
# as an `int`, and call it in a task `total` with the table that `made` made. The reading is there already.
#
# ```python
# @component(base_image="python:3.11")
# def add_up(table: Dataset) -> int:
#     with open(table.path) as file:
#         return sum(int(line.split(",")[1]) for line in file)
#
#
# total = add_up(table=made.outputs["table"])
# ```

# %% [hint]
# `made.outputs["table"]` is right. What is missing is the word `Input[...]` around the type.

# %% [solution]
@component(base_image="python:3.11")
def add_up(table: Input[Dataset]) -> int:
    with open(table.path) as file:
        return sum(int(line.split(",")[1]) for line in file)


total = add_up(table=made.outputs["table"])

# %% [check]
assert total.output == 14, "0 + 1 + 4 + 9 is 14"

# %% [markdown]
# ## The second way: return it
#
# A component can also take artifacts by their plain type and return one that it makes itself. `dsl.get_uri()`
# gives an address for it. Nothing is annotated then, and it reads like ordinary Python.

# %%
@component(base_image="python:3.11")
def train(table: Dataset) -> Model:
    with open(table.path) as file:
        lines = len(file.readlines())
    model = Model(uri=dsl.get_uri(), metadata={"lines": lines})
    with open(model.path, "w") as file:
        file.write("a model")
    return model


model = train(table=made.outputs["table"])

# %% [markdown]
# The result is shown with its kind, its address and its metadata. An artifact that holds only numbers is a
# `Metrics`.

# %% [exercise] Metrics
# Write a component `evaluate` in the second way: it takes `model: Model` and returns `Metrics` whose metadata
# has `{"score": 0.5, "model": model.uri}`. Call it in a task `metrics`.

# %% [hint]
# The body is one line: `return Metrics(uri=dsl.get_uri(), metadata={"score": 0.5, "model": model.uri})`. The call takes
# `model=model.output`.

# %% [solution]
@component(base_image="python:3.11")
def evaluate(model: Model) -> Metrics:
    return Metrics(uri=dsl.get_uri(), metadata={"score": 0.5, "model": model.uri})


metrics = evaluate(model=model.output)

# %% [check]
@component(base_image="python:3.11")
def score_of(metrics: Input[Metrics]) -> float:
    return metrics.metadata["score"]


assert score_of(metrics=metrics.output).output == 0.5, "the metadata should hold the score 0.5"

# %% [markdown]
# ## What was learned
#
# - Artifacts are files with an address, a kind and metadata.
# - `Output[Dataset]` and `Input[Dataset]` are arguments with a `path`.
# - Or a component returns an artifact that it makes with `dsl.get_uri()`.
# - The kinds are checked: a `Model` cannot go where a `Dataset` is wanted.

"""##),
("artifacts", "ja", ##"""
# %% [markdown]
# # アーティファクト
#
# 数や短い文字列は、実行の文書の中を流れていきます。百万行の表やモデルはそうはいきません。それ
# らはファイルであり、流れるのはその場所です。このようなものを**アーティファクト**と呼びます。
# アーティファクトには種類（`Dataset`、`Model`、`Metrics` など）と場所とメタデータがあります。
#
# アーティファクトを使うコンポーネントには、二通りの書き方があります。
#
# ## 一つ目の書き方: 入力と出力
#
# 出力するアーティファクトは、`Output[...]` と注釈した関数の引数です。ファイルはその `path` に
# 書き、知らせておきたいことは `metadata` に入れます。

# %%
@component(base_image="python:3.11")
def make_table(rows: int, table: Output[Dataset]):
    with open(table.path, "w") as file:
        for row in range(rows):
            file.write(f"{row},{row * row}\n")
    table.metadata["rows"] = rows

# %%
made = make_table(rows=4)

# %% [markdown]
# 呼び出す側は `table` を渡しません。タスクが作るものだからです。別のタスクはそれを `Input[Dataset]` で
# 受け取り、*自分の* `path` から読みます。その間ファイルがどこにあるかは、基盤が面倒を見ます。

# %% [exercise] 表を読む
# `table: Input[Dataset]` を入力とし、二列目の合計を `int` で返すコンポーネント `add_up` を書
# いてください。そして `made` が作った表を渡して、タスク `total` として呼び出してください。読
# み込みの部分はもうできています。
#
# ```python
# @component(base_image="python:3.11")
# def add_up(table: Dataset) -> int:
#     with open(table.path) as file:
#         return sum(int(line.split(",")[1]) for line in file)
#
#
# total = add_up(table=made.outputs["table"])
# ```

# %% [hint]
# `made.outputs["table"]` は合っています。足りないのは、型を囲む `Input[...]` です。

# %% [solution]
@component(base_image="python:3.11")
def add_up(table: Input[Dataset]) -> int:
    with open(table.path) as file:
        return sum(int(line.split(",")[1]) for line in file)


total = add_up(table=made.outputs["table"])

# %% [check]
assert total.output == 14, "0 + 1 + 4 + 9 は 14 です"

# %% [markdown]
# ## 二つ目の書き方: 返す
#
# コンポーネントは、アーティファクトをふつうの型で受け取り、自分で作ったものを返すこともできま
# す。その場所は `dsl.get_uri()` が教えてくれます。特別な注釈はいらず、ふつうの Python のよう
# に読めます。

# %%
@component(base_image="python:3.11")
def train(table: Dataset) -> Model:
    with open(table.path) as file:
        lines = len(file.readlines())
    model = Model(uri=dsl.get_uri(), metadata={"lines": lines})
    with open(model.path, "w") as file:
        file.write("a model")
    return model


model = train(table=made.outputs["table"])

# %% [markdown]
# 結果は、種類、場所、メタデータとともに表示されます。数だけを持つアーティファクトは `Metrics` で
# す。

# %% [exercise] メトリクス
# 二つ目の書き方でコンポーネント `evaluate` を書いてください。`model: Model` を受け取り、メタ
# データが `{"score": 0.5, "model": model.uri}` の `Metrics` を返します。それをタスク `metrics` として呼び出してく
# ださい。

# %% [hint]
# 本体は一行、`return Metrics(uri=dsl.get_uri(), metadata={"score": 0.5, "model": model.uri})` です。呼び出しには `model=model.output` を
# 渡します。

# %% [solution]
@component(base_image="python:3.11")
def evaluate(model: Model) -> Metrics:
    return Metrics(uri=dsl.get_uri(), metadata={"score": 0.5, "model": model.uri})


metrics = evaluate(model=model.output)

# %% [check]
@component(base_image="python:3.11")
def score_of(metrics: Input[Metrics]) -> float:
    return metrics.metadata["score"]


assert score_of(metrics=metrics.output).output == 0.5, "メタデータには score として 0.5 が入るはずです"

# %% [markdown]
# ## まとめ
#
# - アーティファクトは、場所と種類とメタデータを持つファイルです。
# - `Output[Dataset]` と `Input[Dataset]` は、`path` を持つ引数です。
# - または、`dsl.get_uri()` を使って作ったアーティファクトをコンポーネントが返します。
# - 種類は確かめられます。`Dataset` が求められるところに `Model` は渡せません。

"""##),
("containers", "en", ##"""
# %% [markdown]
# # Container components
#
# Not every step is a Python function. Any image with any command can be a component: a compiler, a database's
# own loader, a program in R. Its function runs *once, here*, and returns a `ContainerSpec` that says how the
# container is started.

# %%
@container_component
def greet(name: str):
    return ContainerSpec(image="alpine:3.20", command=["echo"], args=["Hello,", name])

# %% [markdown]
# `name` is a run-time value, so it stands in `args` as a placeholder, which is replaced when the task starts.
# Nothing else can be done with it here.
#
# The steps of this lesson only describe: containers need an engine, podman or docker. With one of them a
# pipeline in a file runs with `kfps run FILE --backend podman`.

# %%
@pipeline(name="hello-container")
def hello_container(name: str = "world"):
    greet(name=name)

# %% [markdown]
# ## Outputs
#
# A command cannot return anything; it writes files. `OutputPath(str)` is the path of a file whose content is
# the output. Folders on the way have to be made first, which is the usual reason for a shell.

# %%
@container_component
def shout(text: str, loud: OutputPath(str)):
    return ContainerSpec(
        image="alpine:3.20",
        command=["sh", "-c", 'mkdir -p "$(dirname "$1")" && echo "$0" | tr a-z A-Z > "$1"'],
        args=[text, loud],
    )

# %% [exercise] Count lines
# Write a container component `count_lines` with an input `text: str` and an output `lines: OutputPath(int)`,
# in the image `alpine:3.20`. The shell command is there already; what is missing is the second argument.
#
# ```python
# @container_component
# def count_lines(text: str):
#     return ContainerSpec(
#         image="alpine:3.20",
#         command=["sh", "-c", 'mkdir -p "$(dirname "$1")" && echo "$0" | wc -l > "$1"'],
#         args=[text],
#     )
# ```

# %% [hint]
# The signature becomes `def count_lines(text: str, lines: OutputPath(int)):`, and `args` is `[text, lines]`.

# %% [solution]
@container_component
def count_lines(text: str, lines: OutputPath(int)):
    return ContainerSpec(
        image="alpine:3.20",
        command=["sh", "-c", 'mkdir -p "$(dirname "$1")" && echo "$0" | wc -l > "$1"'],
        args=[text, lines],
    )

# %% [check]
@pipeline(name="check-count-lines")
def check_count_lines() -> int:
    return count_lines(text="one").outputs["lines"]

# %% [markdown]
# ## Mixing
#
# A container component is called like any other, and its outputs go wherever their types fit.

# %% [exercise] A pipeline of both kinds
# Write a pipeline `mixed` with a parameter `text: str`: it shouts the text with `shout`, and gives the output
# `loud` to the Python component `show` below. It returns the output of `show`.
#
# ```python
# @component(base_image="python:3.11")
# def show(text: str) -> str:
#     print(text)
#     return text
#
#
# @pipeline(name="mixed")
# def mixed(text: str) -> str:
#     return show(text=text).output
# ```

# %% [hint]
# One line more: `louder = shout(text=text)`. What `show` takes is `louder.outputs["loud"]`.

# %% [solution]
@component(base_image="python:3.11")
def show(text: str) -> str:
    print(text)
    return text


@pipeline(name="mixed")
def mixed(text: str) -> str:
    louder = shout(text=text)
    return show(text=louder.outputs["loud"]).output

# %% [check]
@pipeline(name="check-mixed")
def check_mixed() -> str:
    return mixed(text="x").output


assert show(text="done").output == "done"

# %% [markdown]
# ## What was learned
#
# - `@container_component` makes a component of an image and a command.
# - Its body describes; inputs and outputs are placeholders in `command` and `args`.
# - `OutputPath(type)` is the file that the command writes.

"""##),
("containers", "ja", ##"""
# %% [markdown]
# # コンテナコンポーネント
#
# すべてのステップが Python の関数だとは限りません。コンパイラ、データベース付属のローダ、R の
# プログラムなど、どんなイメージのどんなコマンドでもコンポーネントにできます。その関数は*一度だけ、ここで*動
# き、コンテナの起動のしかたを述べる `ContainerSpec` を返します。

# %%
@container_component
def greet(name: str):
    return ContainerSpec(image="alpine:3.20", command=["echo"], args=["Hello,", name])

# %% [markdown]
# `name` は実行時の値なので、`args` の中ではプレースホルダとして置かれ、タスクが始まるときに本
# 当の値に置き換えられます。ここではそれ以外のことはできません。
#
# このレッスンのステップは説明するだけです。コンテナを動かすには podman か docker が必要です。
# どちらかがあれば、ファイルに書いたパイプラインを `kfps run FILE --backend podman` で動かせま
# す。

# %%
@pipeline(name="hello-container")
def hello_container(name: str = "world"):
    greet(name=name)

# %% [markdown]
# ## 出力
#
# コマンドは値を返せません。代わりにファイルを書きます。`OutputPath(str)` は、その内容が出力に
# なるファイルのパスです。途中のフォルダは先に作らなければなりません。たいていはそのためにシェ
# ルを使います。

# %%
@container_component
def shout(text: str, loud: OutputPath(str)):
    return ContainerSpec(
        image="alpine:3.20",
        command=["sh", "-c", 'mkdir -p "$(dirname "$1")" && echo "$0" | tr a-z A-Z > "$1"'],
        args=[text, loud],
    )

# %% [exercise] 行を数える
# イメージ `alpine:3.20` で、入力 `text: str` と出力 `lines: OutputPath(int)` を持つコンテナコ
# ンポーネント `count_lines` を書いてください。シェルのコマンドはもうできています。足りないの
# は二つ目の引数です。
#
# ```python
# @container_component
# def count_lines(text: str):
#     return ContainerSpec(
#         image="alpine:3.20",
#         command=["sh", "-c", 'mkdir -p "$(dirname "$1")" && echo "$0" | wc -l > "$1"'],
#         args=[text],
#     )
# ```

# %% [hint]
# シグネチャは `def count_lines(text: str, lines: OutputPath(int)):`、`args` は `[text, lines]` に
# なります。

# %% [solution]
@container_component
def count_lines(text: str, lines: OutputPath(int)):
    return ContainerSpec(
        image="alpine:3.20",
        command=["sh", "-c", 'mkdir -p "$(dirname "$1")" && echo "$0" | wc -l > "$1"'],
        args=[text, lines],
    )

# %% [check]
@pipeline(name="check-count-lines")
def check_count_lines() -> int:
    return count_lines(text="one").outputs["lines"]

# %% [markdown]
# ## 混ぜて使う
#
# コンテナコンポーネントもほかのコンポーネントと同じように呼び出し、その出力は型の合うところな
# らどこへでも渡せます。

# %% [exercise] 二種類のコンポーネントからなるパイプライン
# パラメータ `text: str` を持つパイプライン `mixed` を書いてください。`shout` でテキストを大文
# 字にし、その出力 `loud` を下の Python コンポーネント `show` に渡して、`show` の出力を返しま
# す。
#
# ```python
# @component(base_image="python:3.11")
# def show(text: str) -> str:
#     print(text)
#     return text
#
#
# @pipeline(name="mixed")
# def mixed(text: str) -> str:
#     return show(text=text).output
# ```

# %% [hint]
# もう一行、`louder = shout(text=text)` が必要です。`show` が受け取るのは `louder.outputs["loud"]` で
# す。

# %% [solution]
@component(base_image="python:3.11")
def show(text: str) -> str:
    print(text)
    return text


@pipeline(name="mixed")
def mixed(text: str) -> str:
    louder = shout(text=text)
    return show(text=louder.outputs["loud"]).output

# %% [check]
@pipeline(name="check-mixed")
def check_mixed() -> str:
    return mixed(text="x").output


assert show(text="done").output == "done"

# %% [markdown]
# ## まとめ
#
# - `@container_component` は、イメージとコマンドからコンポーネントを作ります。
# - 本体は説明であり、入力と出力は `command` と `args` の中のプレースホルダです。
# - `OutputPath(型)` は、コマンドが書くファイルです。

"""##),
("robustness", "en", ##"""
# %% [markdown]
# # Exit handlers, retries and caching
#
# A pipeline runs for hours on machines that fail now and then. Three things help: trying a task again,
# cleaning up whatever happens, and not doing twice what was done already.
#
# ## Retries
#
# This component fails whenever it is run for the first time, and works when it is tried again at once.

# %%
@component(base_image="python:3.11")
def flaky(name: str) -> str:
    import os
    import tempfile
    import time

    mark = os.path.join(tempfile.gettempdir(), f"kfps-lesson-{name}")
    if not os.path.exists(mark) or time.time() - os.path.getmtime(mark) > 10:
        open(mark, "w").close()
        raise RuntimeError("the network is down")
    os.remove(mark)
    return "it worked"

# %% [markdown]
# `task.set_retry(num_retries=2)` allows two further attempts. On a cluster there should be a pause between
# them, `backoff_duration="30s"`, which grows with `backoff_factor`.

# %%
first = flaky(name="first").set_retry(num_retries=2, backoff_duration="0s")

# %% [exercise] Try again
# Call `flaky(name="second")` in a task `second` that may be tried three times more, without a pause.

# %% [hint]
# Like the cell above: `.set_retry(num_retries=3, backoff_duration="0s")`.

# %% [solution]
second = flaky(name="second").set_retry(num_retries=3, backoff_duration="0s")

# %% [check]
assert second.output == "it worked", "`second` should work in the end"

# %% [markdown]
# ## Exit handlers
#
# A cluster that was started has to be stopped, whether or not the work on it succeeded. The tasks in the
# block of an `ExitHandler` are the work; the exit task runs when they have ended, however they ended.

# %%
@component(base_image="python:3.11")
def work(name: str) -> str:
    print(f"working on {name}")
    return name


@component(base_image="python:3.11")
def clean_up(name: str):
    print(f"cleaning up {name}")


# %%
with ExitHandler(clean_up(name="the cluster")):
    result = work(name="the model")

# %% [markdown]
# An exit task may ask how it went: an input with the type `PipelineTaskFinalStatus` is filled in by the
# platform, and nobody gives it in the call.

# %% [exercise] Report
# Write a component `report` with one input, `status: PipelineTaskFinalStatus`, that prints `status.state`.
# Use it as the exit task of a second block, in which a task `work_2` works on `"the report"`.
#
# ```python
# @component(base_image="python:3.11")
# def report(status: str):
#     print(status)
#
#
# with ExitHandler(report()):
#     work_2 = work(name="the report")
# ```

# %% [hint]
# Two places change: the type of `status`, and `status.state` in the body.

# %% [solution]
@component(base_image="python:3.11")
def report(status: PipelineTaskFinalStatus):
    print(status.state)


with ExitHandler(report()):
    work_2 = work(name="the report")

# %% [check]
assert work_2.output == "the report"
with ExitHandler(report()):
    work(name="the check")

# %% [markdown]
# ## Caching
#
# A task with the same component and the same inputs as one that ran before gives its result without running:
# its text, its image and its inputs are its key. That makes it cheap to run a pipeline again after its last
# step was corrected. Where it is wrong, because the component looks at the world outside, it is turned off
# for a task: `task.set_caching_options(False)`.

# %% [exercise] What time is it?
# The component below looks at the clock. Call it in a task `now` whose result must never be taken from the
# cache.
#
# ```python
# @component(base_image="python:3.11")
# def clock() -> int:
#     import time
#
#     return int(time.time())
#
#
# now = clock()
# ```

# %% [hint]
# `set_caching_options` is called on the task: `now = clock()` and then `now.set_caching_options(False)`, or both
# in one line.

# %% [solution]
@component(base_image="python:3.11")
def clock() -> int:
    import time

    return int(time.time())


now = clock().set_caching_options(False)

# %% [check]
assert now.output > 1000000000, "`now` should be the seconds since 1970"

# %% [markdown]
# ## What was learned
#
# - `.set_retry(...)` tries a task again.
# - `ExitHandler(task)` runs that task after its block, whether or not the block succeeded.
# - Results are reused while component and inputs stay the same; `.set_caching_options(False)` refuses.

"""##),
("robustness", "ja", ##"""
# %% [markdown]
# # 終了ハンドラ、再試行、キャッシュ
#
# パイプラインは、ときどき故障するマシンの上で何時間も動きます。助けになるのは次の三つです。タ
# スクをもう一度試すこと、何が起きても後始末をすること、そして一度やったことを二度やらないこと
# です。
#
# ## 再試行
#
# 次のコンポーネントは、最初に動かすと失敗し、すぐにもう一度試すと成功します。

# %%
@component(base_image="python:3.11")
def flaky(name: str) -> str:
    import os
    import tempfile
    import time

    mark = os.path.join(tempfile.gettempdir(), f"kfps-lesson-{name}")
    if not os.path.exists(mark) or time.time() - os.path.getmtime(mark) > 10:
        open(mark, "w").close()
        raise RuntimeError("the network is down")
    os.remove(mark)
    return "it worked"

# %% [markdown]
# `task.set_retry(num_retries=2)` と書くと、あと二回まで試せます。クラスタでは間を置くべきで、`backoff_duration="30s"` の
# ように書きます。間隔は `backoff_factor` に従って長くなります。

# %%
first = flaky(name="first").set_retry(num_retries=2, backoff_duration="0s")

# %% [exercise] もう一度試す
# タスク `second` で `flaky(name="second")` を呼び、間を置かずにあと三回まで試せるようにしてく
# ださい。

# %% [hint]
# 上のセルと同じように、`.set_retry(num_retries=3, backoff_duration="0s")` を付けます。

# %% [solution]
second = flaky(name="second").set_retry(num_retries=3, backoff_duration="0s")

# %% [check]
assert second.output == "it worked", "`second` は最後には成功するはずです"

# %% [markdown]
# ## 終了ハンドラ
#
# 起動したクラスタは、仕事がうまくいってもいかなくても、止めなければなりません。`ExitHandler` の
# ブロックの中のタスクが仕事で、終了タスクは、それらがどのように終わっても、終わった後に動きま
# す。

# %%
@component(base_image="python:3.11")
def work(name: str) -> str:
    print(f"working on {name}")
    return name


@component(base_image="python:3.11")
def clean_up(name: str):
    print(f"cleaning up {name}")


# %%
with ExitHandler(clean_up(name="the cluster")):
    result = work(name="the model")

# %% [markdown]
# 終了タスクは、結果がどうだったかを知ることができます。型が `PipelineTaskFinalStatus` の入力
# は基盤が埋めるもので、呼び出しでは渡しません。

# %% [exercise] 報告する
# `status: PipelineTaskFinalStatus` だけを入力とし、`status.state` を表示するコンポーネント `report` を
# 書いてください。それを二つ目のブロックの終了タスクに使い、ブロックの中ではタスク `work_2` が `"the report"` の
# 仕事をします。
#
# ```python
# @component(base_image="python:3.11")
# def report(status: str):
#     print(status)
#
#
# with ExitHandler(report()):
#     work_2 = work(name="the report")
# ```

# %% [hint]
# 変わるのは二か所、`status` の型と、本体の `status.state` です。

# %% [solution]
@component(base_image="python:3.11")
def report(status: PipelineTaskFinalStatus):
    print(status.state)


with ExitHandler(report()):
    work_2 = work(name="the report")

# %% [check]
assert work_2.output == "the report"
with ExitHandler(report()):
    work(name="the check")

# %% [markdown]
# ## キャッシュ
#
# 前に動いたタスクと同じコンポーネント、同じ入力を持つタスクは、動かずに前の結果を返します。コ
# ンポーネントのテキスト、イメージ、入力がその鍵です。おかげで、最後のステップを直してからパイ
# プラインを動かし直しても手間がかかりません。外の世界を見るコンポーネントのように、それでは困
# るときは、`task.set_caching_options(False)` でそのタスクだけ無効にします。

# %% [exercise] いま何時?
# 下のコンポーネントは時計を見ます。タスク `now` としてこれを呼び、結果が決してキャッシュから
# 取られないようにしてください。
#
# ```python
# @component(base_image="python:3.11")
# def clock() -> int:
#     import time
#
#     return int(time.time())
#
#
# now = clock()
# ```

# %% [hint]
# `set_caching_options` はタスクに対して呼びます。`now = clock()` の次に `now.set_caching_options(False)` と
# 書くか、一行にまとめます。

# %% [solution]
@component(base_image="python:3.11")
def clock() -> int:
    import time

    return int(time.time())


now = clock().set_caching_options(False)

# %% [check]
assert now.output > 1000000000, "`now` は 1970 年からの秒数になるはずです"

# %% [markdown]
# ## まとめ
#
# - `.set_retry(...)` でタスクをもう一度試します。
# - `ExitHandler(task)` は、ブロックが成功してもしなくても、その後に終了タスクを動かします。
# - コンポーネントと入力が同じなら結果は使い回されます。断るには `.set_caching_options(False)` で
#   す。

"""##),
("nesting", "en", ##"""
# %% [markdown]
# # Nested pipelines
#
# A pipeline has inputs and an output, just as a component has. So it can be used as one: pipelines are built
# of pipelines, and each stays small enough to be understood.

# %%
@component(base_image="python:3.11")
def square(number: int) -> int:
    return number * number


@component(base_image="python:3.11")
def add(a: int, b: int) -> int:
    return a + b


# %%
@pipeline(name="sum-of-squares")
def sum_of_squares(a: int, b: int) -> int:
    left = square(number=a)
    right = square(number=b)
    return add(a=left.output, b=right.output).output

# %% [markdown]
# Called at top level it becomes a task of the session, and the tasks inside of it are shown with its name in
# front of theirs.

# %%
nine_and_sixteen = sum_of_squares(a=3, b=4)

# %% [exercise] A pipeline of pipelines
# Write a pipeline `four_squares` with parameters `a`, `b`, `c` and `d` (all `int`) that returns the sum of their
# squares. It calls `sum_of_squares` twice and `add` once.

# %% [hint]
# `first = sum_of_squares(a=a, b=b)`, the same with `c` and `d`, and `add` takes the `output` of both.

# %% [solution]
@pipeline(name="four-squares")
def four_squares(a: int, b: int, c: int, d: int) -> int:
    first = sum_of_squares(a=a, b=b)
    second = sum_of_squares(a=c, b=d)
    return add(a=first.output, b=second.output).output

# %% [check]
assert four_squares(a=1, b=2, c=3, d=4).output == 30, "1 + 4 + 9 + 16 is 30"

# %% [markdown]
# ## Nested in a loop
#
# A nested pipeline may stand in a loop or behind a condition like any task. Each iteration runs the whole of it.

# %%
@component(base_image="python:3.11")
def total(numbers: list) -> int:
    return sum(numbers)

# %% [exercise] Many at once
# Run `sum_of_squares` for `b` equal to 1, 2 and 3, with `a=0`, in a loop; collect the results and add them up in a
# task `grand_total`.

# %% [hint]
# In the block: `part = sum_of_squares(a=0, b=number)`. Behind it: `total(numbers=Collected(part.output))`.

# %% [solution]
with ParallelFor([1, 2, 3]) as number:
    part = sum_of_squares(a=0, b=number)
grand_total = total(numbers=Collected(part.output))

# %% [check]
assert grand_total.output == 14, "1 + 4 + 9 is 14"

# %% [markdown]
# ## Sharing
#
# A compiled document is a component, too. What a colleague sends as `sum_of_squares.yaml` is loaded with
# `components.load_component_from_file("sum_of_squares.yaml")` and called like a function, without its source.
#
# ## What was learned
#
# - A pipeline with inputs and an output is used like a component.
# - It may stand in loops and behind conditions.
# - Compiled documents are loaded and called the same way.

"""##),
("nesting", "ja", ##"""
# %% [markdown]
# # パイプラインの入れ子
#
# パイプラインには、コンポーネントと同じように入力と出力があります。ですから、コンポーネントと
# しても使えます。パイプラインを組み合わせて大きなパイプラインを作れば、一つひとつは理解できる
# 大きさに保てます。

# %%
@component(base_image="python:3.11")
def square(number: int) -> int:
    return number * number


@component(base_image="python:3.11")
def add(a: int, b: int) -> int:
    return a + b


# %%
@pipeline(name="sum-of-squares")
def sum_of_squares(a: int, b: int) -> int:
    left = square(number=a)
    right = square(number=b)
    return add(a=left.output, b=right.output).output

# %% [markdown]
# トップレベルで呼び出すと、パイプラインはセッションのタスクになります。中のタスクは、名前の前
# にパイプラインの名前が付いて表示されます。

# %%
nine_and_sixteen = sum_of_squares(a=3, b=4)

# %% [exercise] パイプラインのパイプライン
# パラメータ `a`、`b`、`c`、`d`（すべて `int`）を持ち、その二乗の和を返すパイプライン `four_squares` を
# 書いてください。`sum_of_squares` を二回、`add` を一回呼びます。

# %% [hint]
# `first = sum_of_squares(a=a, b=b)`、`c` と `d` についても同じです。`add` は両方の `output` を
# 受け取ります。

# %% [solution]
@pipeline(name="four-squares")
def four_squares(a: int, b: int, c: int, d: int) -> int:
    first = sum_of_squares(a=a, b=b)
    second = sum_of_squares(a=c, b=d)
    return add(a=first.output, b=second.output).output

# %% [check]
assert four_squares(a=1, b=2, c=3, d=4).output == 30, "1 + 4 + 9 + 16 は 30 です"

# %% [markdown]
# ## ループの中で
#
# 入れ子のパイプラインは、ふつうのタスクと同じようにループや条件の中に置けます。繰り返しのたび
# に、その全体が動きます。

# %%
@component(base_image="python:3.11")
def total(numbers: list) -> int:
    return sum(numbers)

# %% [exercise] たくさん同時に
# ループの中で、`a=0`、`b` を 1、2、3 として `sum_of_squares` を動かし、結果を集めて、タスク `grand_total` で
# 合計してください。

# %% [hint]
# ブロックの中は `part = sum_of_squares(a=0, b=number)`、その後は `total(numbers=Collected(part.output))` で
# す。

# %% [solution]
with ParallelFor([1, 2, 3]) as number:
    part = sum_of_squares(a=0, b=number)
grand_total = total(numbers=Collected(part.output))

# %% [check]
assert grand_total.output == 14, "1 + 4 + 9 は 14 です"

# %% [markdown]
# ## 分かち合う
#
# コンパイルした文書も、コンポーネントの一つです。同僚が送ってくれた `sum_of_squares.yaml` は、`components.load_component_from_file("sum_of_squares.yaml")` で
# 読み込み、元のソースがなくても関数のように呼び出せます。
#
# ## まとめ
#
# - 入力と出力を持つパイプラインは、コンポーネントとして使えます。
# - ループや条件の中にも置けます。
# - コンパイルした文書も、同じように読み込んで呼び出せます。

"""##),
("migration", "en", ##"""
# %% [markdown]
# # From v1 to v2
#
# Much that is written about Kubeflow Pipelines is about the first SDK. Its code looks similar and means something
# else. This lesson takes pieces of it and makes them v2, one by one. kfps knows the old names and says what took
# their place: codes that begin with `W01` are about them.
#
# | v1 | v2 |
# | --- | --- |
# | `create_component_from_func(f)`, `func_to_container_op(f)` | `@component` above the function |
# | inputs without types | every input and output has a type |
# | `op(1, 2)` | `op(a=1, b=2)` |
# | `dsl.ContainerOp(...)` | `@container_component` and `ContainerSpec` |
# | `dsl.Condition` | `If`, `Elif`, `Else` |
# | `InputPath()`, `OutputPath()` | artifacts, or the same with a type |
# | `task.container.set_memory_limit("1G")` | `task.set_memory_limit("1G")` |
# | compiled to an Argo workflow | compiled to a document for any platform |

# %% [exercise] Functions
# In v1 a function was turned into a component by a call. Make a v2 component of it: the decorator does it, with the
# image as its argument. (kfps says so, too.)
#
# ```python
# from kfp.components import create_component_from_func
#
# def add(a: int, b: int) -> int:
#     return a + b
#
# add = create_component_from_func(add, base_image="python:3.11")
# ```

# %% [hint]
# Both the import and the last line go; `@component(base_image="python:3.11")` comes in front of `def`.

# %% [solution]
@component(base_image="python:3.11")
def add(a: int, b: int) -> int:
    return a + b

# %% [check]
assert add(a=1, b=2).output == 3, "`add(a=1, b=2)` should be 3"

# %% [exercise] Calls
# Arguments had a position in v1. Correct the call.
#
# ```python
# three = add(1, 2)
# ```

# %% [hint]
# `kfps check --fix` can do this one: `add(a=..., b=...)`.

# %% [solution]
three = add(a=1, b=2)

# %% [check]
assert three.output == 3

# %% [exercise] Types
# An input without a type was taken for a text in v1. Give this component types; what it returns is a text.
#
# ```python
# @component(base_image="python:3.11")
# def repeat(text, times):
#     return text * times
# ```

# %% [hint]
# `def repeat(text: str, times: int) -> str:`

# %% [solution]
@component(base_image="python:3.11")
def repeat(text: str, times: int) -> str:
    return text * times

# %% [check]
assert repeat(text="ab", times=2).output == "abab"

# %% [exercise] Conditions
# `dsl.Condition` still works and is warned about. Write `If` instead, and add what v1 did not have: an `Else` with a
# task `small` that repeats `"-"` once.
#
# ```python
# with dsl.Condition(three.output > 2):
#     big = repeat(text="+", times=three.output)
# ```

# %% [hint]
# `with If(three.output > 2):`, and behind its block `with Else():` with `small = repeat(text="-", times=1)`.

# %% [solution]
with If(three.output > 2):
    big = repeat(text="+", times=three.output)
with Else():
    small = repeat(text="-", times=1)

# %% [check]
assert repeat(text=OneOf(big.output, small.output), times=1).output == "+++", "the branch that runs should give `+++`"

# %% [exercise] Containers
# A `ContainerOp` was a task right away. In v2 a container component is a function of its own. Write `echo` with an
# input `text: str`, which runs the command `echo` in the image `alpine:3.20` with the text as its argument.
#
# ```python
# echo = dsl.ContainerOp(
#     name="echo", image="alpine:3.20", command=["echo"], arguments=["hello"])
# ```

# %% [hint]
# `@container_component`, `def echo(text: str):`, and in the body
# `return ContainerSpec(image="alpine:3.20", command=["echo"], args=[text])`.

# %% [solution]
@container_component
def echo(text: str):
    return ContainerSpec(image="alpine:3.20", command=["echo"], args=[text])

# %% [check]
@pipeline(name="check-echo")
def check_echo():
    echo(text="hello")

# %% [exercise] Settings
# Limits are set on the task itself. Correct this one.
#
# ```python
# heavy = repeat(text="x", times=3)
# heavy.container.set_memory_limit("1G")
# ```

# %% [hint]
# The word `container` goes.

# %% [solution]
heavy = repeat(text="x", times=3)
heavy.set_memory_limit("1G")

# %% [check]
assert heavy.output == "xxx"

# %% [markdown]
# ## What was learned
#
# - `@component`, typed signatures and named arguments replace the functions of v1.
# - Container components replace `ContainerOp`; `If`, `Elif` and `Else` replace `Condition`.
# - `kfps check` names what is old in a file and says what to write.

"""##),
("migration", "ja", ##"""
# %% [markdown]
# # v1 から v2 へ
#
# Kubeflow Pipelines について書かれたものの多くは、最初の SDK（v1）の話です。コードは似ていま
# すが、意味は違います。このレッスンでは v1 の断片を一つずつ v2 に直していきます。kfps は古い
# 名前を知っていて、何に置き換わったかを教えてくれます。`W01` で始まるコードがそれです。
#
# | v1 | v2 |
# | --- | --- |
# | `create_component_from_func(f)`、`func_to_container_op(f)` | 関数の上に `@component` |
# | 型のない入力 | すべての入力と出力に型がある |
# | `op(1, 2)` | `op(a=1, b=2)` |
# | `dsl.ContainerOp(...)` | `@container_component` と `ContainerSpec` |
# | `dsl.Condition` | `If`、`Elif`、`Else` |
# | `InputPath()`、`OutputPath()` | アーティファクト、または型を付けた同じもの |
# | `task.container.set_memory_limit("1G")` | `task.set_memory_limit("1G")` |
# | Argo のワークフローにコンパイルされる | どの基盤でも使える文書にコンパイルされる |

# %% [exercise] 関数
# v1 では、関数を呼び出しによってコンポーネントにしました。これを v2 のコンポーネントにしてく
# ださい。デコレータを使い、イメージはその引数にします。（kfps もそう教えてくれます。）
#
# ```python
# from kfp.components import create_component_from_func
#
# def add(a: int, b: int) -> int:
#     return a + b
#
# add = create_component_from_func(add, base_image="python:3.11")
# ```

# %% [hint]
# import と最後の行はなくなり、`def` の前に `@component(base_image="python:3.11")` が付きます。

# %% [solution]
@component(base_image="python:3.11")
def add(a: int, b: int) -> int:
    return a + b

# %% [check]
assert add(a=1, b=2).output == 3, "`add(a=1, b=2)` は 3 になるはずです"

# %% [exercise] 呼び出し
# v1 では引数を位置で渡せました。この呼び出しを直してください。
#
# ```python
# three = add(1, 2)
# ```

# %% [hint]
# `kfps check --fix` でも直せます: `add(a=..., b=...)`

# %% [solution]
three = add(a=1, b=2)

# %% [check]
assert three.output == 3

# %% [exercise] 型
# v1 では、型のない入力は文字列とみなされました。このコンポーネントに型を付けてください。返す
# のは文字列です。
#
# ```python
# @component(base_image="python:3.11")
# def repeat(text, times):
#     return text * times
# ```

# %% [hint]
# `def repeat(text: str, times: int) -> str:`

# %% [solution]
@component(base_image="python:3.11")
def repeat(text: str, times: int) -> str:
    return text * times

# %% [check]
assert repeat(text="ab", times=2).output == "abab"

# %% [exercise] 条件
# `dsl.Condition` はいまも動きますが、警告されます。代わりに `If` と書き、v1 にはなかった `Else` を
# 加えて、その中で `"-"` を一回繰り返すタスク `small` を動かしてください。
#
# ```python
# with dsl.Condition(three.output > 2):
#     big = repeat(text="+", times=three.output)
# ```

# %% [hint]
# `with If(three.output > 2):`、そのブロックの後に `with Else():` を書き、中に `small = repeat(text="-", times=1)` を
# 置きます。

# %% [solution]
with If(three.output > 2):
    big = repeat(text="+", times=three.output)
with Else():
    small = repeat(text="-", times=1)

# %% [check]
assert repeat(text=OneOf(big.output, small.output), times=1).output == "+++", "動いた方の道は `+++` を返すはずです"

# %% [exercise] コンテナ
# `ContainerOp` は、それ自体がすぐにタスクになりました。v2 では、コンテナコンポーネントは一つ
# の関数です。入力 `text: str` を持ち、イメージ `alpine:3.20` でコマンド `echo` を、テキストを
# 引数にして動かす `echo` を書いてください。
#
# ```python
# echo = dsl.ContainerOp(
#     name="echo", image="alpine:3.20", command=["echo"], arguments=["hello"])
# ```

# %% [hint]
# `@container_component`、`def echo(text: str):`、本体は
# `return ContainerSpec(image="alpine:3.20", command=["echo"], args=[text])` です。

# %% [solution]
@container_component
def echo(text: str):
    return ContainerSpec(image="alpine:3.20", command=["echo"], args=[text])

# %% [check]
@pipeline(name="check-echo")
def check_echo():
    echo(text="hello")

# %% [exercise] 設定
# 上限はタスク自身に設定します。直してください。
#
# ```python
# heavy = repeat(text="x", times=3)
# heavy.container.set_memory_limit("1G")
# ```

# %% [hint]
# `container` という語がなくなります。

# %% [solution]
heavy = repeat(text="x", times=3)
heavy.set_memory_limit("1G")

# %% [check]
assert heavy.output == "xxx"

# %% [markdown]
# ## まとめ
#
# - v1 の関数の代わりに、`@component`、型付きのシグネチャ、名前付きの引数を使います。
# - `ContainerOp` の代わりにコンテナコンポーネント、`Condition` の代わりに `If`、`Elif`、`Else` を
#   使います。
# - `kfps check` は、ファイルの中の古いものを見つけ、どう書けばよいかを教えてくれます。

"""##),
]
