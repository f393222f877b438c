package org.jbeam.natives;

import java.util.List;
import org.jbeam.etf.EtfResolver;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.Export;
import org.jbeam.runtime.ExportFun;
import org.jbeam.runtime.LoadedModule;
import org.jbeam.runtime.UnloadedFun;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.DetachedFun;
import org.jbeam.term.Fun;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;

/** Makes decoded identifiers and funs those of a running machine. */
final class MachineResolver implements EtfResolver {
    private final VirtualMachine vm;

    MachineResolver(VirtualMachine vm) {
        this.vm = vm;
    }

    @Override
    public Pid pid(Node node, int number, int serial) {
        return vm.canonical(new Pid(node, number, serial));
    }

    @Override
    public Fun fun(DetachedFun.Place place, Pid creator, List<Term> env) {
        LoadedModule version = CodeTable.current().version(place.module(), place.uniq());
        if (version != null && place.index() < version.lambdas().size()
                && version.lambdas().get(place.index()).free() == env.size()) {
            return version.closure(place.index(), creator, env.toArray(new Term[0]));
        }
        return new UnloadedFun(DetachedFun.local(place, creator, env));
    }

    @Override
    public Fun export(Atom module, Atom function, int arity) {
        return new ExportFun(CodeTable.current().export(module, function, arity));
    }

    @Override
    public boolean isExported(Atom module, Atom function, int arity) {
        Export export = CodeTable.current().existing(module, function, arity);
        return export != null && export.isDefined();
    }
}
