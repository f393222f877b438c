package org.jbeam.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** The built-in functions, by name: which Java method each is, and how its errors look. */
public final class BifTable {
    private static final ConcurrentHashMap<Key, Entry> TABLE = new ConcurrentHashMap<>(2048);

    private record Key(Atom module, Atom function, int arity) {}

    private BifTable() {}

    /** A built-in function. */
    public static final class Entry {
        private final Atom module;
        private final Atom function;
        private final int arity;
        private final Method method;
        private final Bif bif;
        private final boolean takesProcess;
        private MethodHandle spread;

        Entry(Atom module, Atom function, Method method, Bif bif) {
            this.module = module;
            this.function = function;
            this.method = method;
            this.bif = bif;
            Class<?>[] types = method.getParameterTypes();
            this.takesProcess = types.length > 0 && types[0] == ErlangProcess.class;
            this.arity = types.length - (takesProcess ? 1 : 0);
        }

        /** The Erlang module. */
        public Atom module() {
            return module;
        }

        /** The Erlang name. */
        public Atom function() {
            return function;
        }

        /** How many arguments it takes. */
        public int arity() {
            return arity;
        }

        /** The class that the method is in. */
        public Class<?> owner() {
            return method.getDeclaringClass();
        }

        /** The Java name of the method, public and static. */
        public String methodName() {
            return method.getName();
        }

        /** The Java type of its result, {@link Term} or a subclass. */
        public Class<?> returnType() {
            return method.getReturnType();
        }

        /** Is the calling process the method's first parameter? */
        public boolean takesProcess() {
            return takesProcess;
        }

        /** Does it return null for failure, rather than throw? */
        public boolean isGuard() {
            return bif.guard();
        }

        /** May it return {@link TailCall#TAIL}? */
        public boolean mayTailCall() {
            return bif.tail();
        }

        /** Does it only answer as an emulator without the support would? */
        public boolean withoutSupport() {
            return bif.withoutSupport();
        }

        /** What to raise when the BIF refused these arguments. */
        public ErlangException failed(ErlangProcess p, BifException e, Term[] args) {
            return ErlangException.withHead(p, ErrorClass.ERROR, e.reason(), frame(args, e.errorCause()));
        }

        Term frame(Term[] args, Term cause) {
            return Tuple.of(module, function, Terms.list(args), ErrorInfo.of(module, cause));
        }

        /** Calls the function with {@code args.length} = arity arguments; errors are as a caller sees them. */
        public Term call(ErlangProcess p, Term[] args) {
            Term result;
            try {
                result = (Term) spread().invokeExact(p, args);
            } catch (BifException e) {
                throw failed(p, e, args);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
            if (result == null) {
                throw GuardFailure.of(p, this, args);
            }
            return result;
        }

        private MethodHandle spread() {
            MethodHandle h = spread;
            if (h == null) {
                try {
                    h = MethodHandles.publicLookup().unreflect(method);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(this + " is not public", e);
                }
                if (!takesProcess) {
                    h = MethodHandles.dropArguments(h, 0, ErlangProcess.class);
                }
                h = h.asSpreader(Term[].class, arity)
                        .asType(java.lang.invoke.MethodType.methodType(Term.class, ErlangProcess.class, Term[].class));
                spread = h;
            }
            return h;
        }

        @Override
        public String toString() {
            return module + ":" + function + "/" + arity;
        }
    }

    /** Adds the functions of a class that carries {@link BifModule}. */
    public static void register(Class<?> natives) {
        Atom module = Atom.of(natives.getAnnotation(BifModule.class).value());
        for (Method method : natives.getDeclaredMethods()) {
            Bif bif = method.getAnnotation(Bif.class);
            if (bif == null) {
                continue;
            }
            if (!Modifier.isPublic(method.getModifiers()) || !Modifier.isStatic(method.getModifiers())) {
                throw new IllegalArgumentException(method + " must be public and static");
            }
            Entry entry = new Entry(module, Atom.of(bif.value().isEmpty() ? method.getName() : bif.value()), method, bif);
            if (TABLE.put(new Key(module, entry.function, entry.arity), entry) != null) {
                throw new IllegalArgumentException(entry + " is there twice");
            }
        }
    }

    /** The built-in function of this name, or null. */
    public static Entry find(Atom module, Atom function, int arity) {
        return TABLE.get(new Key(module, function, arity));
    }

    /** All of them, in no order. */
    public static Collection<Entry> all() {
        return TABLE.values();
    }

    /** The {@code error_info} of a built-in function's stack frame. */
    private static final class ErrorInfo {
        private static final Atom ERROR_INFO = Atom.of("error_info");
        private static final Atom MODULE = Atom.of("module");
        private static final Atom CAUSE = Atom.of("cause");

        private ErrorInfo() {}

        static Term of(Atom module, Term cause) {
            String formatter = formatter(module.name());
            if (formatter == null) {
                return Nil.NIL;
            }
            org.jbeam.term.MapTerm map = org.jbeam.term.MapTerm.of(MODULE, Atom.of(formatter));
            if (cause != null) {
                map = map.put(CAUSE, cause);
            }
            return Terms.list(Tuple.of(ERROR_INFO, map));
        }

        private static String formatter(String module) {
            return switch (module) {
                case "erlang", "erts_internal", "atomics", "counters", "persistent_term" -> "erl_erts_errors";
                case "os" -> "erl_kernel_errors";
                case "binary", "ets", "lists", "maps", "math", "re", "unicode" -> "erl_stdlib_errors";
                default -> null;
            };
        }
    }
}
