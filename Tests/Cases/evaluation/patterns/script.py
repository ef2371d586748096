import re

PAIRS = [
    (r'a*', 'aaab'), (r'a*?b', 'aaab'), (r'(a|ab)(c|bcd)(d*)', 'abcd'), (r'^$', ''),
    (r'\d+', 'a12b345'), (r'[^\d\s]+', '12 ab\tc'), (r'(?P<year>\d{4})-(?P<month>\d\d)', 'on 2024-05-06'),
    (r'(\w+) \1', 'the the cat'), (r'(?P<w>\w)(?P=w)', 'hello'), (r'x{2,3}', 'xxxxx'), (r'x{2,3}?', 'xxxxx'),
    (r'x{,2}', 'xxx'), (r'x{2}', 'x'), (r'x{a}', 'x{a}'), (r'(?i)HeLLo', 'say hello'), (r'\bfoo\b', 'a foo.'),
    (r'\Bo\b', 'foo o'), (r'(?:ab)+', 'ababx'), (r'(ab)+', 'ababx'), (r'(a)|(b)', 'b'), (r'a(?=b)', 'acab'),
    (r'a(?!b)', 'abac'), (r'[a-c\-x]+', 'x-cab'), (r'[]a]+', 'a]'), (r'[^]a]+', 'xyz]'), (r'\.', 'a.b'),
    (r'(a*)*', 'aa'), (r'(a*)+', 'b'), (r'(|a)+', 'aaa'), (r'(a|b)*?c', 'ababc'), (r'(?s).+', 'a\nb'),
    (r'.+', 'a\nb'), (r'(?m)^b$', 'a\nb\nc'), (r'b$', 'ab\n'), (r'b\Z', 'ab\n'), (r'\Aa', 'aa'),
    (r'[\w.]+@[\w.]+', 'x me@a.b, y'), (r'é+', 'caféé'), (r'\w+', 'naïve Ünï_1'), (r'[à-ü]', 'aéz'),
    (r'\x41\u0042', 'AB'), (r'[\b]', '\b'), (r'a|', 'b'), (r'(a)(b)?', 'ac'), (r'((a)|b)+', 'ab'),
    (r'projects/([^/]+)/locations/([^/]+)', 'projects/p-1/locations/eu/x'), (r'\$\{(\w+)\}', 'a ${b} c'),
    (r'(?i)[a-z]+', 'ABC'), (r'(?i)(É)\1', 'éÉ'), (r'(a+)+$', 'aaaaaab'), (r'(?:a|b|ab)*c', 'abababc'),
    (r'(x?)*y', 'xxy'), (r'(?:a?)*?b', 'aab'), (r'(a?)(a?)(a?)aaa', 'aaa'), (r'(.*)(\d+)', 'ab123'), (r'(.*?)(\d+)', 'ab123'),
    (r'{', '{'), (r'a{1', 'a{1'), (r'[a\]b]+', 'a]b'), (r'\\', 'a\\b'), (r'\t\n', '\t\n'), (r'(?<!a)b', 'bab'),
    (r'(?<=gs://)[^/]+', 'gs://bucket/x'), (r'(?<!^)(?=[A-Z])', 'CamelCaseName'), (r'(?# note)a', 'a'), (r'(?x) a b # c', 'ab'),
]

for pattern, text in PAIRS:
    for how in (re.match, re.search, re.fullmatch):
        found = how(pattern, text)
        print(pattern, how.__name__, found and (found.span(), found.groups(), found.groupdict()))
    print(re.findall(pattern, text), re.split(pattern, text, 2), re.sub(pattern, '<\\g<0>>', text), re.subn(pattern, '-', text, 1))
    print([m.span() for m in re.finditer(pattern, text)])

for wrong in ['(', ')', '[a', '*a', 'a**', r'\y', '(?P<a', '(?P=x)', 'x{3,2}', '\\', '[z-a]', r'(\2)', '(?P<1>a)']:
    try:
        re.compile(wrong)
        print('fine', wrong)
    except Exception as problem:
        print(type(problem).__name__, wrong)

date = re.compile(r'(?P<y>\d+)-(?P<m>\d+)?')
hit = date.search('x 12-')
print(hit.group(), hit.group(0, 1), hit['y'], hit[2], hit.group('m'), hit.start(), hit.end('y'), hit.span('m'), hit.string)
print(hit.groups('none'), hit.groupdict('none'), date.pattern, date.groups, hit.lastindex, hit.re.pattern)
print(date.match('1-2 3', 2), date.match('x1-2', 1).span(), date.findall('1-2 3-4', 2, 6))
print(re.sub(r'(\w)(\w)', r'\2\1', 'abcd'), re.sub('b', lambda m: m.group().upper(), 'abc'), re.sub('a', r'\n', 'a') == '\n')
print(re.sub('x*', '-', 'abxd'), re.sub(r'(a)|b', r'[\1]', 'ab'), re.sub('a', '', 'banana', count=2))
print(re.escape('a.b*c-d e/f'), re.compile(date) is date, re.IGNORECASE | re.MULTILINE == re.I | re.M)
print(bool(re.search('A', 'a', re.I)), re.search('^b', 'a\nb', flags=re.MULTILINE).start(), re.findall('.', 'a\n', re.DOTALL))
print(re.split('(,)', 'a,b,c'), re.split(',', ''), re.split('x*', 'axbc'), re.split(r'\b', 'a b'))
print(isinstance(date, re.Pattern), isinstance(hit, re.Match), re.error is Exception, hit.expand(r'\1/\g<y>'))
try:
    re.sub('a', r'\g<9>', 'a')
except re.error as problem:
    print('error')
try:
    hit.group(7)
except IndexError as problem:
    print(problem)
