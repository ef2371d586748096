import cycle_b
b_value = cycle_b.b
