package org.jbeam.runtime;

/** The class loader of one module version, so that the version goes when nothing refers to it any more. */
public final class ModuleLoader extends ClassLoader {
    private final LoadedModule module;

    /** A loader for this version's classes, under the loader of the VM. */
    public ModuleLoader(LoadedModule module) {
        super("erlang", ModuleLoader.class.getClassLoader());
        this.module = module;
    }

    /** The version. */
    public LoadedModule module() {
        return module;
    }

    /** Defines a generated class; {@code name} with dots. */
    public Class<?> define(String name, byte[] bytes) {
        return defineClass(name, bytes, 0, bytes.length);
    }
}
