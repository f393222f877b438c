package org.jbeam.runtime;

/** The class loader of one module version, so that the version goes when nothing refers to it any more. */
public final class ModuleLoader extends ClassLoader {
    /** The package of all classes that are made of modules. */
    private static final String GENERATED = "jbeam.m.";

    private final LoadedModule module;
    private volatile java.util.function.Function<String, byte[]> source;

    /** A loader for this version's classes, under the loader of the VM. */
    public ModuleLoader(LoadedModule module) {
        super("erlang", ModuleLoader.class.getClassLoader());
        this.module = module;
    }

    /** The version. */
    public LoadedModule module() {
        return module;
    }

    /** Sets where classes come from that are made when they are first used: name with dots to bytes, or null. */
    public void source(java.util.function.Function<String, byte[]> classes) {
        source = classes;
    }

    /** Classes of the version are looked for here first: the loader of the VM would search all of its jars in vain. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(GENERATED)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = source == null ? null : source.apply(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return define(name, bytes);
    }

    /** Defines a generated class; {@code name} with dots. */
    public Class<?> define(String name, byte[] bytes) {
        return defineClass(name, bytes, 0, bytes.length);
    }
}
