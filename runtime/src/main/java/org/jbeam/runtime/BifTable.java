package org.jbeam.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** The built-in functions, by name: which Java method each is, and how its errors look. */
public final class BifTable {
    private static final ConcurrentHashMap<Key, Entry> TABLE = new ConcurrentHashMap<>(2048);

    private static final int TAKES_PROCESS = 1;
    private static final int GUARD = 2;
    private static final int TAIL = 4;
    private static final int WITHOUT_SUPPORT = 8;
    private static final int NIF = 16;

    private record Key(Atom module, Atom function, int arity) {
        @Override
        public int hashCode() {
            return (module.hashCode() * 31 + function.hashCode()) * 31 + arity;
        }

        /** Written out, since what a record has by itself is slow until it is compiled, and this is asked for very often before that. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Key k && k.module == module && k.function == function && k.arity == arity;
        }
    }

    private BifTable() {}

    /** A built-in function. */
    public static final class Entry {
        private final Atom module;
        private final Atom function;
        private final int arity;
        private final String owner;
        private final String methodName;
        private final String returnType;
        private final int flags;
        private MethodHandle spread;
        private volatile Breakpoint breakpoint;

        /** The classes are named as {@link Class#getName}, and loaded when they are first asked for. */
        Entry(Atom module, Atom function, int arity, String owner, String methodName, String returnType, int flags) {
            this.module = module;
            this.function = function;
            this.arity = arity;
            this.owner = owner;
            this.methodName = methodName;
            this.returnType = returnType;
            this.flags = flags;
        }

        private static Entry of(Atom module, Method method, Bif bif, boolean nif) {
            Class<?>[] types = method.getParameterTypes();
            boolean takesProcess = types.length > 0 && types[0] == ErlangProcess.class;
            int flags = (takesProcess ? TAKES_PROCESS : 0) | (bif.guard() ? GUARD : 0) | (bif.tail() ? TAIL : 0)
                    | (bif.withoutSupport() ? WITHOUT_SUPPORT : 0) | (nif ? NIF : 0);
            return new Entry(module, Atom.of(bif.value().isEmpty() ? method.getName() : bif.value()), types.length - (takesProcess ? 1 : 0),
                    method.getDeclaringClass().getName(), method.getName(), method.getReturnType().getName(), flags);
        }

        /** As {@link #Entry} takes it. */
        String ownerName() {
            return owner;
        }

        /** As {@link #Entry} takes it. */
        String returnTypeName() {
            return returnType;
        }

        /** As {@link #Entry} takes them. */
        int flags() {
            return flags;
        }

        private static Class<?> type(String name) {
            try {
                return Class.forName(name, false, BifTable.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
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
            return type(owner);
        }

        /** The Java name of the method, public and static. */
        public String methodName() {
            return methodName;
        }

        /** The Java type of its result, {@link Term} or a subclass. */
        public Class<?> returnType() {
            return type(returnType);
        }

        /** Is the calling process the method's first parameter? */
        public boolean takesProcess() {
            return (flags & TAKES_PROCESS) != 0;
        }

        /** Does it return null for failure, rather than throw? */
        public boolean isGuard() {
            return (flags & GUARD) != 0;
        }

        /** May it return {@link TailCall#TAIL}? */
        public boolean mayTailCall() {
            return (flags & TAIL) != 0;
        }

        /** Does it only answer as an emulator without the support would? */
        public boolean withoutSupport() {
            return (flags & WITHOUT_SUPPORT) != 0;
        }

        /** What happens when it is called, or null. */
        public Breakpoint breakpoint() {
            return breakpoint;
        }

        /** Sets {@link #breakpoint()}. */
        public void breakpoint(Breakpoint set) {
            breakpoint = set;
        }

        /** Does it belong to a module that loads it ({@link BifModule#nif})? */
        public boolean isNif() {
            return (flags & NIF) != 0;
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
                    h = MethodHandles.publicLookup().findStatic(owner(), methodName, methodType());
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(this + " is not public", e);
                }
                if (!takesProcess()) {
                    h = MethodHandles.dropArguments(h, 0, ErlangProcess.class);
                }
                h = h.asSpreader(Term[].class, arity)
                        .asType(MethodType.methodType(Term.class, ErlangProcess.class, Term[].class));
                spread = h;
            }
            return h;
        }

        private MethodType methodType() {
            MethodType type = MethodType.methodType(returnType(), Collections.nCopies(arity, Term.class));
            return takesProcess() ? type.insertParameterTypes(0, ErlangProcess.class) : type;
        }

        @Override
        public String toString() {
            return module + ":" + function + "/" + arity;
        }
    }

    /** Adds the functions of a class that carries {@link BifModule}. */
    public static void register(Class<?> natives) {
        BifModule names = natives.getAnnotation(BifModule.class);
        Atom module = Atom.of(names.value());
        for (Method method : natives.getDeclaredMethods()) {
            Bif bif = method.getAnnotation(Bif.class);
            if (bif == null) {
                continue;
            }
            if (!Modifier.isPublic(method.getModifiers()) || !Modifier.isStatic(method.getModifiers())) {
                throw new IllegalArgumentException(method + " must be public and static");
            }
            add(Entry.of(module, method, bif, names.nif()));
        }
    }

    /** Adds one. */
    static void add(Entry entry) {
        if (TABLE.put(new Key(entry.module, entry.function, entry.arity), entry) != null) {
            throw new IllegalArgumentException(entry + " is there twice");
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
