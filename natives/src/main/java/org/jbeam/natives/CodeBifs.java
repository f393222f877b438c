package org.jbeam.natives;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jbeam.runtime.BadFileException;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.BifTable;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Export;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Loading, deleting and asking about modules. */
@BifModule("erlang")
public final class CodeBifs {
    private static final Atom NOT_PURGED = Atom.of("not_purged");
    private static final Atom ON_LOAD = Atom.of("on_load");
    private static final Atom DUPLICATED = Atom.of("duplicated");
    private static final List<String> PRELOADED = List.of("atomics", "counters", "erl_init", "erl_prim_loader", "erl_tracer", "erlang",
            "erts_code_purger", "erts_dirty_process_signal_handler", "erts_internal", "erts_literal_area_collector", "init",
            "persistent_term", "prim_buffer", "prim_eval", "prim_file", "prim_inet", "prim_net", "prim_socket", "prim_zip",
            "socket_registry", "zlib");

    private CodeBifs() {}

    /** The modules that are loaded before the first process starts. */
    public static List<String> preloaded() {
        return PRELOADED;
    }

    /** {@code pre_loaded()}. */
    @Bif("pre_loaded")
    public static Term preLoaded() {
        ListBuilder names = new ListBuilder();
        PRELOADED.forEach(name -> names.add(Atom.of(name)));
        return names.finish();
    }

    /** {@code finish_loading(Prepared)}: {@code ok}, {@code {not_purged, Ms}}, {@code {duplicated, Ms}} or {@code {on_load, Ms}}. */
    @Bif("finish_loading")
    public static Term finishLoading(ErlangProcess p, Term prepared) {
        Term[] codes = Args.list(prepared);
        LoadedModule[] modules = new LoadedModule[codes.length];
        Set<Atom> names = new HashSet<>();
        ListBuilder twice = new ListBuilder();
        for (int i = 0; i < codes.length; i++) {
            if (!(codes[i] instanceof PreparedCode code)) {
                throw BifException.badarg();
            }
            modules[i] = code.module();
            if (!names.add(modules[i].name())) {
                twice.add(modules[i].name());
            }
        }
        if (names.size() < modules.length) {
            return Tuple.of(DUPLICATED, twice.finish());
        }
        return commit(modules);
    }

    private static Term commit(LoadedModule[] modules) {
        CodeTable table = CodeTable.current();
        ListBuilder notPurged = new ListBuilder();
        ListBuilder onLoad = new ListBuilder();
        for (LoadedModule m : modules) {
            CodeTable.Versions v = table.versions(m.name());
            if (v.old() != null && v.current() != null) {
                notPurged.add(m.name());
            }
            if (m.onLoad() >= 0) {
                onLoad.add(m.name());
            }
        }
        Term blocked = notPurged.finish();
        if (Args.list(blocked).length > 0) {
            return Tuple.of(NOT_PURGED, blocked);
        }
        Term pending = onLoad.finish();
        int loading = Args.list(pending).length;
        if (loading > 0 && modules.length > 1) {
            return Tuple.of(ON_LOAD, pending);
        }
        for (LoadedModule m : modules) {
            table.commit(m);
        }
        return loading > 0 ? Tuple.of(ON_LOAD, pending) : Atom.OK;
    }

    /** {@code has_prepared_code_on_load(Prepared)}. */
    @Bif("has_prepared_code_on_load")
    public static Term hasPreparedCodeOnLoad(Term prepared) {
        if (!(prepared instanceof PreparedCode code)) {
            throw BifException.badarg();
        }
        return Atom.of(code.module().onLoad() >= 0);
    }

    /** {@code call_on_load_function(Module)}: runs the function of the pending version. */
    @Bif(value = "call_on_load_function", tail = true)
    public static Term callOnLoadFunction(ErlangProcess p, Term module) {
        LoadedModule pending = CodeTable.current().versions(Args.atom(module)).pending();
        if (pending == null) {
            throw BifException.badarg();
        }
        return p.defer0(pending.code(), pending.onLoad());
    }

    /** {@code finish_after_on_load(Module, Keep)}: with false the pending version waits for {@code purge_module(Module, prepare_on_load)}. */
    @Bif("finish_after_on_load")
    public static Term finishAfterOnLoad(Term module, Term keep) {
        boolean kept = Args.bool(keep);
        if (CodeTable.current().versions(Args.atom(module)).pending() == null) {
            throw BifException.badarg();
        }
        if (kept) {
            CodeTable.current().keepPending((Atom) module);
        }
        return Atom.TRUE;
    }

    /** {@code delete_module(Module)}: {@code true}, or {@code undefined} when it was never loaded. */
    @Bif("delete_module")
    public static Term deleteModule(ErlangProcess p, Term module) {
        Atom name = Args.atom(module);
        if (!CodeTable.current().isKnown(name)) {
            return Atom.UNDEFINED;
        }
        if (!CodeTable.current().delete(name)) {
            p.vm().log(p, Atom.ERROR, "~s~n", Terms.list(Terms.charList("Module " + name + " must be purged before deleting\n")));
            throw BifException.badarg();
        }
        return Atom.TRUE;
    }

    /** {@code module_loaded(Module)}. */
    @Bif("module_loaded")
    public static Term moduleLoaded(Term module) {
        return Atom.of(CodeTable.current().isLoaded(Args.atom(module)));
    }

    /** {@code check_old_code(Module)}. */
    @Bif("check_old_code")
    public static Term checkOldCode(Term module) {
        return Atom.of(CodeTable.current().versions(Args.atom(module)).old() != null);
    }

    /** {@code loaded()}. */
    @Bif
    public static Term loaded() {
        return Terms.list(CodeTable.current().loaded());
    }

    /** {@code function_exported(Module, Function, Arity)}. */
    @Bif("function_exported")
    public static Term functionExported(Term module, Term function, Term arity) {
        Atom m = Args.atom(module);
        Atom f = Args.atom(function);
        long n = Args.small(arity);
        CodeTable table = CodeTable.current();
        Export export = n < 0 || n > 255 ? null : table.existing(m, f, (int) n);
        if (export == null || !export.isDefined()) {
            return Atom.FALSE;
        }
        return Atom.of(table.isLoaded(m));
    }

    /** {@code is_builtin(Module, Function, Arity)}. */
    @Bif("is_builtin")
    public static Term isBuiltin(Term module, Term function, Term arity) {
        Atom m = Args.atom(module);
        Atom f = Args.atom(function);
        long n = Args.small(arity);
        BifTable.Entry bif = n < 0 || n > 255 ? null : BifTable.find(m, f, (int) n);
        return Atom.of(bif != null && !bif.isNif());
    }

    /** {@code get_module_info(Module)}: all items. */
    @Bif("get_module_info")
    public static Term getModuleInfo(Term module) {
        ListBuilder all = new ListBuilder();
        for (String item : new String[] {"module", "exports", "attributes", "compile", "md5"}) {
            all.add(Tuple.of(Atom.of(item), getModuleInfo(module, Atom.of(item))));
        }
        return all.finish();
    }

    /** {@code get_module_info(Module, Item)}. */
    @Bif("get_module_info")
    public static Term getModuleInfo(Term module, Term item) {
        CodeTable.Versions v = CodeTable.current().versions(Args.atom(module));
        if (v.current() == null) {
            throw BifException.badarg();
        }
        LoadedModule m = v.current();
        return switch (Args.atom(item).name()) {
            case "module" -> m.name();
            case "md5" -> Bitstring.of(m.md5());
            case "exports" -> functions(m, LoadedModule.Function::exported);
            case "functions" -> functions(m, f -> true);
            case "nifs" -> functions(m, LoadedModule.Function::nif);
            case "attributes" -> m.attributes();
            case "compile" -> m.compileInfo();
            case "native" -> Atom.FALSE;
            case "native_addresses" -> Terms.list();
            default -> throw BifException.badarg();
        };
    }

    private static Term functions(LoadedModule m, java.util.function.Predicate<LoadedModule.Function> wanted) {
        ListBuilder list = new ListBuilder();
        for (LoadedModule.Function f : m.functions()) {
            if (wanted.test(f)) {
                list.add(Tuple.of(f.name(), SmallInt.of(f.arity())));
            }
        }
        return list.finish();
    }

    /** {@code load_nif(Path, LoadInfo)}: {@code ok} for the libraries that are built in. */
    @Bif("load_nif")
    public static Term loadNif(ErlangProcess p, Term path, Term info) {
        String file = Terms.text(path);
        if (file == null && path instanceof Bitstring b && b.isBinary()) {
            file = new String(b.toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
        }
        if (file == null) {
            throw BifException.badarg();
        }
        String name = file.substring(file.lastIndexOf('/') + 1);
        if (List.of("prim_file", "prim_buffer", "zlib", "erl_tracer", "crypto", "asn1rt_nif").contains(name)) {
            return Atom.OK;
        }
        return Tuple.of(Atom.ERROR, Tuple.of(Atom.of("load_failed"),
                Terms.charList("Failed to load NIF library: native libraries are not supported: '" + file + "'")));
    }

    static Term prepare(ErlangProcess p, Term name, Term code) {
        Atom module = Args.atom(name);
        if (!(code instanceof Bitstring b) || !b.isBinary()) {
            throw BifException.badarg();
        }
        byte[] file = b.toByteArray();
        try {
            LoadedModule prepared = p.vm().translator().prepare(module, file);
            return new PreparedCode(p.vm().newRef(), prepared);
        } catch (BadFileException e) {
            System.getLogger("org.jbeam.code").log(System.Logger.Level.DEBUG, "module " + module + " cannot be loaded", e);
            return Tuple.of(Atom.ERROR, Atom.of("badfile"));
        }
    }
}
