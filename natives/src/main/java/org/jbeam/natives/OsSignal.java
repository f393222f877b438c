package org.jbeam.natives;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * {@code sun.misc.Signal} by reflection: it is the only way to handle a signal in Java, module {@code jdk.unsupported} exports it, and
 * javac warns of each mention
 * in a way that cannot be switched off.
 */
final class OsSignal {
    private static final Class<?> SIGNAL;
    private static final Class<?> HANDLER;
    private static final Method HANDLE;
    private static final Object DEFAULT;
    private static final Object IGNORE;

    static {
        try {
            SIGNAL = Class.forName("sun.misc.Signal");
            HANDLER = Class.forName("sun.misc.SignalHandler");
            HANDLE = SIGNAL.getMethod("handle", SIGNAL, HANDLER);
            DEFAULT = HANDLER.getField("SIG_DFL").get(null);
            IGNORE = HANDLER.getField("SIG_IGN").get(null);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private OsSignal() {}

    /**
     * Runs an action, on a thread of the JVM, whenever the signal arrives.
     *
     * @param name without {@code SIG}: {@code TERM}
     * @throws IllegalArgumentException no such signal, or one that the JVM keeps for itself
     */
    static void handle(String name, Runnable action) {
        Class<?>[] faces = {HANDLER};
        Object handler = Proxy.newProxyInstance(OsSignal.class.getClassLoader(), faces, (proxy, method, args) -> switch (method.getName()) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "equals" -> proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "OsSignal " + name;
        });
        install(name, handler);
    }

    /**
     * Leaves the signal to the system.
     *
     * @throws IllegalArgumentException as for {@link #handle}
     */
    static void useDefault(String name) {
        install(name, DEFAULT);
    }

    /**
     * Drops the signal.
     *
     * @throws IllegalArgumentException as for {@link #handle}
     */
    static void ignore(String name) {
        install(name, IGNORE);
    }

    private static void install(String name, Object handler) {
        try {
            HANDLE.invoke(null, SIGNAL.getConstructor(String.class).newInstance(name), handler);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
