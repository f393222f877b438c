"""Writes random cases for regex_golden.escript: seed, number, kind (mix: any syntax, err: damaged patterns, uni: UTF-8)."""
import random,sys
seed=int(sys.argv[1]); n=int(sys.argv[2]); kind=sys.argv[3]
def enc(b): return ''.join(chr(c) if 33<=c<=126 and c!=37 else '%%%02X'%c for c in b)
R=random.Random(seed)
def lit(): return R.choice(list('aaabbbccAB1 -')+['\\n','x'])
def cls():
    items=''.join(R.choice(['a','b','c','a-c','b-z','A-C','\\d','\\w','\\s','\\W','\\D','[:alpha:]','[:^digit:]','\\h','0-9','\\n','-','z','\\b','[:punct:]','\\x41','\\x{e9}']) for _ in range(R.randint(1,3)))
    return '['+R.choice(['','','^'])+items+']'
def esc(): return R.choice(['\\d','\\D','\\w','\\W','\\s','\\S','\\h','\\v','\\R','\\N','\\X','\\b','\\B','\\A','\\Z','\\z','\\G','\\K','\\C','\\Qa+\\E','\\x61','\\141','\\x{62}','\\t'])
def quant(): return R.choice(['*','+','?','*?','+?','??','*+','++','?+','{2}','{1,2}','{0,2}','{2,}','{1,3}?','{0,1}+','{2,3}+','{0}','{1,}?'])
class G: pass
def gen(d,st):
    k=R.random()
    if d<=0 or k<0.35: return lit()
    if k<0.42: return cls()
    if k<0.48: return esc()
    if k<0.52: return R.choice(['.','^','$','.','.'])
    if k<0.66: return gen(d-1,st)+quant()
    if k<0.90:
        x=R.random()
        inner=alt(d-1,st)
        if x<0.40: st.n+=1; return '('+inner+')'
        if x<0.50: return '(?:'+inner+')'
        if x<0.57: return '(?>'+inner+')'
        if x<0.63: return '(?='+inner+')'
        if x<0.68: return '(?!'+inner+')'
        if x<0.73: return R.choice(['(?<=','(?<!'])+R.choice([lit(),lit()+lit(),inner])+')'
        if x<0.78:
            st.n+=1; nm=R.choice(['n','m','o']); return R.choice(['(?<%s>','(?P<%s>',"(?'%s'"])%nm+inner+')'
        if x<0.84: return '(?(%s)%s%s)'%(R.choice(['1','2','R','R1','<n>','+1','-1']),seq(d-1,st),R.choice(['','|'+seq(d-1,st)]))
        if x<0.88: return '(?(?%s%s)%s%s)'%(R.choice(['=','!','<=','<!']),R.choice([lit(),inner]),seq(d-1,st),R.choice(['','|'+seq(d-1,st)]))
        if x<0.92: return '(?|'+alt(d-1,st)+'|'+alt(d-1,st)+')'
        if x<0.94: return '(?(DEFINE)'+inner+')'
        return '(?%s:'%R.choice(['i','s','m','x','U','-i','i-s','J'])+inner+')'
    if k<0.94: return R.choice(['\\1','\\2','\\1','\\g{-1}','\\k<n>','(?P=n)','\\g2'])
    if k<0.965: return R.choice(['(?R)','(?1)','(?2)','(?-1)','(?+1)','(?&n)','(?P>n)','\\g<1>','(?1)?','(?2)*'])
    if k<0.99 and kind!='noverb': return R.choice(['(*ACCEPT)','(*FAIL)','(*COMMIT)','(*PRUNE)','(*SKIP)','(*THEN)','(*THEN)','(*MARK:x)','(*SKIP:x)','(*F)','(*PRUNE:x)','(*:y)','(*SKIP:y)','(*COMMIT)'])
    return R.choice(['(?i)','(?s)','(?m)','(?#c)','(?-i)','(?U)'])
def seq(d,st): return ''.join(gen(d,st) for _ in range(R.randint(1,4)))
def alt(d,st): return '|'.join(seq(d,st) for _ in range(R.choice([1,1,1,2,2,3])))
def mutate(p):
    p=list(p)
    for _ in range(R.randint(1,3)):
        if not p: break
        i=R.randrange(len(p)); x=R.random()
        if x<0.5: del p[i]
        elif x<0.8: p.insert(i,R.choice(list('()[]{}*+?|\\^$.-<>=!:#R1abgkxpPc0,&\'')))
        else: p[i]=R.choice(list('()[]{}*+?|\\^$.-<>=!:#R1abgkxpPc0,&\''))
    return ''.join(p)
OPTS=['caseless','multiline','dotall','extended','anchored','dollar_endonly','firstline','dupnames','ungreedy','ucp','unicode','no_auto_capture','no_start_optimize','newline=crlf','newline=any','newline=anycrlf','newline=cr','bsr_anycrlf']
ROPT=['notbol','noteol','notempty','notempty_atstart','anchored','offset=1','offset=2','newline=any','newline=crlf','newline=cr']
seen=set(); f=sys.stdout
while len(seen)<n:
    st=G(); st.n=0
    p=alt(R.choice([2,3,3,4]),st)
    if kind=='err' : p=mutate(p)
    if kind=='uni': p=''.join(R.choice(['é','É','K','k','ſ','\u212a','ß','λ','Σ','σ','\\p{Lu}','\\p{L}','\\PN','\\p{Greek}','[^a]','[é-ü]','[^é]','\\x{3a3}','\\X','.','\U0001F600','[\\x{100}-\\x{400}]','\\W','\\w','[[:upper:]]','[[:^alpha:]]','\\p{Xan}']) if R.random()<0.4 and c in 'abcAB1x' else c for c in p)
    if len(p)>120: continue
    o=[x for x in OPTS if R.random()<0.07]
    if kind=='uni' and R.random()<.85: o=[x for x in o if x!='unicode']+['unicode']
    utf='unicode' in o
    try: pb=p.encode('utf8' if utf else 'latin1')
    except UnicodeEncodeError: continue
    for _ in range(1):
        al='aabbccAB1 -\nx' if kind!='uni' else 'aéÉKkſ\u212aßλΣσςb1\u0301\U0001F600 '
        s=''.join(R.choice(al) for _ in range(R.randint(0,14)))
        if R.random()<.1: s=s.replace('-','\r\n')
        if R.random()<.05: s=s.replace('x','\x85')
        try: sb=s.encode('utf8' if utf else 'latin1')
        except UnicodeEncodeError: continue
        ro=[x for x in ROPT if R.random()<0.05]
        # offset must be inside
        c='%s\t%s\t%s\t%s'%(enc(pb),' '.join(o),enc(sb),' '.join(ro))
        if any(x.startswith('offset=') and int(x[7:])>len(sb) for x in ro): continue
        if c in seen: continue
        seen.add(c); f.write(c+'\n')
