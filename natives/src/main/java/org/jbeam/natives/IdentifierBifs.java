package org.jbeam.natives;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.runtime.ExportFun;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Fun;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.PlainRef;
import org.jbeam.term.Port;
import org.jbeam.term.Ref;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Pids, references and funs: making, printing, parsing, asking. */
@BifModule("erlang")
public final class IdentifierBifs {
    private static final Pattern PID = Pattern.compile("<(\\d+)\\.(\\d+)\\.(\\d+)>");
    private static final Pattern PORT = Pattern.compile("#Port<(\\d+)\\.(\\d+)>");
    private static final Pattern REF = Pattern.compile("#Ref<(\\d+)\\.(\\d+(?:\\.\\d+){0,4})>");

    /** Numbers of a reference of this node. */
    private static final int LOCAL_REF_WORDS = 3;

    private IdentifierBifs() {}

    /** {@code make_ref()}. */
    @Bif("make_ref")
    public static Term makeRef(ErlangProcess p) {
        return p.vm().newRef();
    }

    /** {@code pid_to_list(Pid)}. */
    @Bif("pid_to_list")
    public static Term pidToList(Term pid) {
        return printed(pid instanceof Pid, pid);
    }

    /** {@code ref_to_list(Ref)}. */
    @Bif("ref_to_list")
    public static Term refToList(Term ref) {
        return printed(ref instanceof Ref, ref);
    }

    /** {@code fun_to_list(Fun)}. */
    @Bif("fun_to_list")
    public static Term funToList(Term fun) {
        if (!(fun instanceof Fun)) {
            throw BifException.badarg();
        }
        // names above 127 come as the bytes of their UTF-8, as OTP prints them
        return Terms.charList(new String(fun.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private static Term printed(boolean right, Term term) {
        if (!right) {
            throw BifException.badarg();
        }
        return Terms.charList(term.toString());
    }

    private static Matcher match(Pattern pattern, Term list) {
        String text = Terms.text(list);
        Matcher m = text == null ? null : pattern.matcher(text);
        if (m == null || !m.matches()) {
            throw BifException.badarg();
        }
        return m;
    }

    private static long number(String digits, long max) {
        if (digits.length() > 19) {
            throw BifException.badarg();
        }
        long n = new java.math.BigInteger(digits).longValue();
        if (n < 0 || n > max) {
            throw BifException.badarg();
        }
        return n;
    }

    private static Node node(String channel) {
        Node node = Node.ofChannel((int) number(channel, Integer.MAX_VALUE));
        if (node == null) {
            throw BifException.badarg();
        }
        return node;
    }

    /** {@code list_to_pid("<A.B.C>")}. */
    @Bif("list_to_pid")
    public static Term listToPid(ErlangProcess p, Term list) {
        Matcher m = match(PID, list);
        return p.vm().canonical(new Pid(node(m.group(1)), (int) number(m.group(2), 0xffff_ffffL), (int) number(m.group(3), 0xffff_ffffL)));
    }

    /** {@code list_to_port("#Port<A.B>")}. */
    @Bif("list_to_port")
    public static Term listToPort(Term list) {
        Matcher m = match(PORT, list);
        return new Port(node(m.group(1)), number(m.group(2), Long.MAX_VALUE));
    }

    /** {@code list_to_ref("#Ref<A.B.C.D>")}. */
    @Bif("list_to_ref")
    public static Term listToRef(Term list) {
        Matcher m = match(REF, list);
        String[] words = m.group(2).split("\\.");
        int[] ids = new int[words.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) number(words[words.length - 1 - i], 0xffff_ffffL);
        }
        Node node = node(m.group(1));
        if (node.isLocal() && ids.length != LOCAL_REF_WORDS) {
            throw BifException.badarg();
        }
        return new PlainRef(node, ids);
    }

    /** {@code make_fun(Module, Function, Arity)}: an external fun. */
    @Bif("make_fun")
    public static Term makeFun(Term module, Term function, Term arity) {
        return new ExportFun(CodeTable.current().export(Args.atom(module), Args.atom(function), (int) Args.integer(arity, 0, 255)));
    }

    private static Fun fun(Term term) {
        if (term instanceof Fun fun) {
            return fun;
        }
        throw BifException.badarg();
    }

    /** {@code fun_info(Fun, Item)}: {@code {Item, Value}}. */
    @Bif("fun_info")
    public static Term funInfo(Term term, Term item) {
        Fun fun = fun(term);
        Atom name = Args.atom(item);
        Term value = switch (name.name()) {
            case "type" -> Atom.of(fun.isExternal() ? "external" : "local");
            case "module" -> fun.module();
            case "name" -> name(fun);
            case "arity" -> SmallInt.of(fun.arity());
            case "env" -> env(fun);
            case "index" -> fun.isExternal() ? Atom.UNDEFINED : SmallInt.of(fun.oldIndex());
            case "new_index" -> fun.isExternal() ? Atom.UNDEFINED : SmallInt.of(fun.index());
            case "uniq" -> fun.isExternal() ? Atom.UNDEFINED : SmallInt.of(fun.oldUniq());
            case "new_uniq" -> fun.isExternal() ? Atom.UNDEFINED : Bitstring.of(fun.uniq());
            case "refc" -> fun.isExternal() ? Atom.UNDEFINED : SmallInt.of(2);
            case "pid" -> fun.isExternal() || fun.creator() == null ? Atom.UNDEFINED : fun.creator();
            default -> throw BifException.badarg();
        };
        return Tuple.of(name, value);
    }

    /** A fun of a module that is not loaded, or of other code, has none, nor has one whose code is being purged. */
    private static Term name(Fun fun) {
        if (fun.isExternal()) {
            return fun.function();
        }
        return fun instanceof org.jbeam.runtime.Closure closure ? name(closure) : Nil.NIL;
    }

    private static Term name(org.jbeam.runtime.Closure fun) {
        if (!fun.lambda().module().isPurging()) {
            return fun.lambda().name();
        }
        LoadedModule again = CodeTable.current().version(fun.module(), fun.uniq());
        return again == null || again.isPurging() ? Nil.NIL : again.lambdas().get(fun.index()).name();
    }

    private static Term env(Fun fun) {
        ListBuilder env = new ListBuilder();
        for (int i = 0; i < fun.envSize(); i++) {
            env.add(fun.env(i));
        }
        return env.finish();
    }

    /** {@code fun_info_mfa(Fun)}: the function behind a fun. */
    @Bif("fun_info_mfa")
    public static Term funInfoMfa(Term term) {
        Fun fun = fun(term);
        return Tuple.of(fun.module(), name(fun), SmallInt.of(fun.arity()));
    }
}
