package com.example;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.matchspec.Diagnostic;
import org.jbeam.matchspec.KeyPlan;
import org.jbeam.matchspec.MatchBudget;
import org.jbeam.matchspec.MatchContext;
import org.jbeam.matchspec.MatchSpec;
import org.jbeam.matchspec.MatchSpecException;
import org.jbeam.matchspec.Matcher;
import org.jbeam.matchspec.Target;
import org.jbeam.term.Term;

/** The code of the library's README. */
final class Example {
    private Example() {}

    static List<Object> results(List<Term> objects) {
        List<Object> out = new ArrayList<>();
        MatchSpec spec = MatchSpec.compile(Term.parse("[{{'$1','$2','_'},[{'>','$1',3}],[{{'$2','$1'}}]}]"), Target.TABLE);

        Matcher matcher = spec.matcher(MatchContext.NONE);              // for one thread at a time, used again and again
        Term result = matcher.match(Term.parse("{5,a,x}"));             // {a,5}; null when no clause matches
        List<Term> all = spec.run(objects, MatchBudget.of(MatchContext.NONE, 1_000_000));   // at most so many objects

        KeyPlan plan = spec.plan(1);                                    // which keys can match at all, for any kind of store
        boolean skip = plan.nothing();                                  // none
        List<Term> keys = plan.keys();                                  // these only, or null
        boolean below = plan.before(Term.parse("3"));                   // below the range, in the standard order
        String text = spec.explain(1);                                  // instructions and keys, for people

        try {
            MatchSpec.compile(Term.parse("[{'_',[],[{return_trace}]}]"), Target.TABLE);   // legal for Target.TRACE only
        } catch (MatchSpecException e) {
            for (Diagnostic wrong : e.diagnostics()) {
                out.add(wrong.text() + " clause " + wrong.clause() + ", " + wrong.part() + " " + wrong.expression());
            }
        }
        out.add(result);
        out.add(all);
        out.add(skip);
        out.add(keys == null);
        out.add(below);
        out.add(text.lines().findFirst().orElseThrow());
        return out;
    }
}
