print "hello", name
print x; y = 1
exec "code"
print
print >>stream, x
