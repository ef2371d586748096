import yaml

with open("settings.yaml") as file:
    settings = yaml.safe_load(file)
print(settings)
print(settings["train"]["rate"] * 2, settings["names"][0].upper())
print(yaml.safe_load("- 1\n- two\n- 3.5\n- yes\n- ~\n- 0o7\n- 017\n- 1e3\n- 1.0e+3"))
print(list(yaml.safe_load_all("a: 1\n---\nb: 2")), yaml.safe_load(""))
print(yaml.load("a: 1", Loader=yaml.SafeLoader), yaml.full_load(b"x: 'y'"))
try:
    yaml.safe_load("a: [1")
except yaml.YAMLError:
    print("refused")
yaml.safe_load("day: 2024-01-01")
yaml.safe_load("1: one")
