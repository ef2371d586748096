else:
    a = 1
elif b:
    c = 2
if x:
    pass
except:
    pass
async x = 1
