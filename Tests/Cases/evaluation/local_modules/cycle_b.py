import cycle_a
b = 5
