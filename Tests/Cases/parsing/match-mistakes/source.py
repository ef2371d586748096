match x:
    case {**rest, "a": 1}:
        pass
    case *a:
        pass
    case A(x=1, 2):
        pass
    case f"{x}":
        pass
    case a as _:
        pass
    otherwise:
        pass
    case 1 + 2:
        pass
