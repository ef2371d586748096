name = “hello”
other = ‘it’
mixed = “say "x"”
open = “never closed
good = "“fine”"
