print("kfps")
